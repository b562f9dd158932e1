//! The preprocessor held against GCC's: the same text has to become the same tokens.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use comidl_codegen::internal::preprocess::{preprocess, quoted};
use comidl_codegen::internal::session::Session;
use comidl_codegen::internal::source::{Reached, Span};
use comidl_codegen::internal::token::{Token, TokenKind};

/// Texts on which preprocessors tend to differ.
const CASES: &[(&str, &str)] = &[
    (
        "an example of the C standard: rescanning, nesting and painting",
        "
        #define x 3
        #define f(a) f(x * (a))
        #undef x
        #define x 2
        #define g f
        #define z z[0]
        #define h g(~
        #define m(a) a(w)
        #define w 0,1
        #define t(a) a
        #define p() int
        #define q(x) x
        #define r(x,y) x ## y
        #define str(x) # x
        f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
        g(x+(3,4)-w) | h 5) & m
            (f)^m(m);
        p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
        char c[2][6] = { str(hello), str() };
        ",
    ),
    (
        "an example of the C standard: spelling and pasting",
        r#"
        #define str(s) # s
        #define xstr(s) str(s)
        #define debug(s, t) printf("x" # s "= %d, x" # t "= %s", x ## s, x ## t)
        #define INCFILE(n) vers ## n
        #define glue(a, b) a ## b
        #define xglue(a, b) glue(a, b)
        #define HIGHLOW "hello"
        #define LOW LOW ", world"
        debug(1, 2);
        fputs(str(strncmp("abc\0d", "abc", '\4') == 0) str(: @\n), s);
        xstr(INCFILE(2).h)
        glue(HIGH, LOW);
        xglue(HIGH, LOW)
        "#,
    ),
    (
        "an example of the C standard: nothing on either side of ##",
        "
        #define t(x,y,z) x ## y ## z
        int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };
        ",
    ),
    (
        "an example of the C standard: ## made by pasting is no operator",
        "
        #define hash_hash # ## #
        #define mkstr(a) # a
        #define in_between(a) mkstr(a)
        #define join(c, d) in_between(c hash_hash d)
        char p[] = join(x, y);
        ",
    ),
    (
        "sums of numbers, called again and again",
        "
        #define A 100
        #define B (A + 1)
        #define C B + 2
        #define D(x) x C #x
        #define E (C) (
        B C B C (C) E 3) D(C) D(B) E 4)
        #undef A
        #define A -A
        B C (C) D(C) E 5)
        #undef B
        C B E 6)
        #define B
        C E B)
        ",
    ),
    (
        "variadic macros",
        r#"
        #define debug(...) fprintf(stderr, __VA_ARGS__)
        #define showlist(...) puts(#__VA_ARGS__)
        #define report(test, ...) ((test)?puts(#test): printf(__VA_ARGS__))
        #define eprintf(format, ...) fprintf(stderr, format, ## __VA_ARGS__)
        debug("Flag");
        debug("X = %d\n", x);
        showlist(The first, second, and third items.);
        showlist();
        report(x>y, "x is %d but y is %d", x, y);
        eprintf("a");
        eprintf("a", 1, 2);
        eprintf("a", report(1, 2));
        "#,
    ),
    (
        "a macro is not expanded in its own expansion",
        "
        #define foo foo a bar
        #define bar b foo
        #define EMPTY
        #define LPAREN (
        #define RPAREN )
        #define F(x, y) x + y
        #define ELLIP_FUNC(...) __VA_ARGS__
        foo bar
        ELLIP_FUNC(F, LPAREN, 'a', 'b', RPAREN);
        #define f(a) a*g
        #define g(a) f(a)
        f(2)(9)
        #define NIL(xxx) xxx
        #define G_0(arg) NIL(G_1)(arg)
        #define G_1(arg) NIL(arg)
        G_0(42)
        ",
    ),
    (
        "a call over the end of an expansion",
        "
        #define a a w
        #define call(x) x
        #define f(x) [x]
        #define g f
        #define h f (
        a g(1) h 2) call(f)(3) call(g (4)) f
        (5) f f (6) call(call)(7) call(call(call))(8)
        ",
    ),
    (
        "deferred expansion",
        "
        #define EMPTY()
        #define DEFER(id) id EMPTY()
        #define OBSTRUCT(...) __VA_ARGS__ DEFER(EMPTY)()
        #define EXPAND(...) __VA_ARGS__
        #define A() 123
        DEFER(A)() EXPAND(DEFER(A)()) OBSTRUCT(A)()
        #define REPEAT(n) n DEFER(REPEAT_AGAIN)()(n)
        #define REPEAT_AGAIN() REPEAT
        EXPAND(EXPAND(EXPAND(REPEAT(8))))
        ",
    ),
    (
        "recursion by pasting",
        "
        #define CAT(a, b) a ## b
        #define XCAT(a, b) CAT(a, b)
        #define AB BA x
        #define BA AB y
        CAT(A, B) XCAT(A, B) CAT(CA, T)(A, B) XCAT(CAT, ) (A, B) CAT(L, 'x') CAT(L, \"s\")
        CAT(1, 2) CAT(1., e) CAT(-, >) CAT(<, <=) CAT(x, 1) CAT(0, x1f) CAT(., 5)
        ",
    ),
    (
        "white space in spellings",
        r#"
        #define s(x) #x
        #define xs(x) s(x)
        #define E
        #define id(x) x
        s(  a   +   b  ) s(a/* c */b) s(a
        b) xs(a E b) xs(aE) xs(a E;) xs(id( a )b) xs(-E-) xs(id()c) xs(( id(1) ))
        s("a\n" 'b' '\'' L"w\"") xs(s("x")) s(@) s(`$`)
        #define two(a, b) <a b a/b>
        xs(two(1, 2)) xs(two(, 2)) xs(two(1,)) xs([two(E,E)])
        "#,
    ),
    (
        "continued lines in every place",
        "
        #de\\\nfine lo\\\nng_name(a, \\\n b) a \\\n #\\\n# b
        lo\\\nng_\\\r\nname(x, \\\n y) /\\\n* comment *\\\n/ 1\\\n2 <\\\n<\\\n= /\\\n/ gone \\\n gone
        \"str\\\ning\" '\\\nc' L\\\n\"w\" -\\\n> .\\\n.\\\n. .\\\n5
        ",
    ),
    (
        "conditionals",
        "
        #define ONE 1
        #define F(x) x
        #if ONE
        1
        # if 0
        no
        #  else
        2
        # endif
        #elif 1 / 0
        no
        #else
        no
        #endif
        #if 0
        don't \"
        # if 1
        no
        # else
        no
        # endif
        #bogus
        /* #else
        */
        #elif defined ONE && defined(F) && !defined(TWO) && F(1)
        3
        #elif 1
        no
        #endif
        #ifdef TWO
        no
        #elif F(0) || ONE == 1
        4
        #endif
        #ifndef TWO
        5
        #endif
        #if F
        no
        #else
        6
        #endif
        ",
    ),
    (
        "integer expressions",
        "
        #define T(name, e) name e
        #if (2 || 1 / 0) && !(0 && 1 / 0) && (1 ? 1 : 1 / 0)
        a
        #endif
        #if -1 > 0u && -1 < 0 && 0xffffffffffffffff == -1 && (0 ? 1u : -1) > 0
        b
        #endif
        #if 'a' == 97 && '\\0' == 0 && '\\377' < 0 && 'ab' == 24930 && L'a' == 97 && '\\'' == 39
        c
        #endif
        #if 1 << 2 + 1 == 8 && (1 | 2 ^ 3 & 5) == 3 && 7 % 4 * 2 == 6 && -7 / 2 == -3 && -7 % 2 == -1
        d
        #endif
        #if 1 ? 0 ? 2 : 0 : 1
        no
        #elif 010 == 8 && 0x1F == 31 && 0b101 == 5 && 10UL == 10 && 1LL == 1ull
        e
        #endif
        #if ~0 == -1 && !0 == 1 && - - 1 == 1 && +1 == 1 && undefined_name == 0
        f
        #endif
        #if -1 >> 1 == -1 && -1u >> 63 == 1 && 1 << 63 < 0 && 9223372036854775807 + 1 < 0
        g
        #endif
        #if 9223372036854775808 > 0 && 18446744073709551615u == -1
        h
        #endif
        #define HAS defined(T) && defined HAS
        #if HAS
        i
        #endif
        ",
    ),
    (
        "directives within the arguments of a call",
        "
        #define f(x, y) [x|y]
        f(1,
        #ifdef f
        2
        #else
        3
        #endif
        )
        #define g(x) <x>
        g(
        #undef g
        #define g(x) {x}
        1) g(2)
        ",
    ),
    (
        "builtins",
        "
        __LINE__
        __LINE__ #\\
        __LINE__
        #define L __LINE__
        L
        ",
    ),
    (
        "numbers are greedy",
        "
        #define e 1
        #define x 2
        0xe+1 0xe +1 1.e+x 1..2 1e-x .5x 5.x 1x 0x 08 1_000 a1 4..x
        12345678-1234-abcd-ef00-0123456789ab
        ",
    ),
    (
        "operators are greedy",
        "a+++++b a-->b a<<=b>>=c<=d>=e ....a ..a a.b.. &&& ||| === !== ::: ->* ## ### <<<",
    ),
    (
        "literals hide comments, macros and directives",
        r#"
        #define x y
        "x /* x */ // x" '/*' 'x' x /* "x */ x // 'x
        "a\"x" '\'' "\\" x
        "#,
    ),
    (
        "a definition may be repeated, undone and replaced",
        "
        #define A 1
        #define A 1
        A
        #undef A
        A
        #undef A
        #define A(x) x
        A A(2)
        #define B() ()
        B B() B()()
        #define C (x)
        C
        ",
    ),
    (
        "unbalanced and empty arguments",
        "
        #define f(a) <a>
        #define g(a, b) <a|b>
        #define n() none
        f() f(()) f((,)) f((a, b)) g(,) g((a, b), c) g( , c) g(f(1), g(2, 3)) n() n( ) f(f)(1)
        ",
    ),
    (
        "a name out of an argument keeps its paint",
        "
        #define f(x) x f
        #define obj() f(1)
        f(f)(1) f(f(1))(2) obj() (3)
        #define nil
        #define ff(x) x nil (x)
        ff(ff)(5)
        ",
    ),
];

/// Texts with one thing wrong.
const BAD_CASES: &[&str] = &[
    "#if",
    "#if 1",
    "#if 1\n#else\n#else\n#endif",
    "#if 1\n#else\n#elif 1\n#endif",
    "#else",
    "#elif 1",
    "#endif",
    "#if 1 / 0\n#endif",
    "#if (1\n#endif",
    "#if 18446744073709551616\n#endif",
    "#if 1 +\n#endif",
    "#if 1 2\n#endif",
    "#if 1.0\n#endif",
    "#if 09\n#endif",
    "#if \"x\"\n#endif",
    "#if defined\n#endif",
    "#if x(1)\n#endif",
    "#if x = 1\n#endif",
    "#ifdef\n#endif",
    "#ifndef 1\n#endif",
    "#define",
    "#define 1",
    "#define defined",
    "#define f(x",
    "#define f(x y) x",
    "#define f(x, x) x",
    "#define f(..., x) x",
    "#define f(x) #y",
    "#define f(x) ## x",
    "#define f(x) x ##",
    "#define f(x) __VA_ARGS__",
    "#define f(x) x\nf(1",
    "#define f(x) x\nf(1, 2)",
    "#define f(x, y) x\nf(1)",
    "#undef",
    "#undef 1",
    "#error it's wrong",
    "#unknown",
    "#include",
    "#include <x",
    "#include \"there is no such file\"",
    "#line",
    "#line x",
    "/* x",
];

#[test]
fn what_gcc_refuses_is_refused() {
    if gcc("").is_none() {
        println!("left out: what_gcc_refuses_is_refused (there is no gcc)");
        return;
    }
    for text in BAD_CASES {
        let refused = !gcc(text)
            .expect("gcc was there a moment ago")
            .status
            .success();
        assert!(refused, "gcc accepts {text:?}");
        let (_, session) = preprocessed(text);
        assert!(session.diagnostics.has_errors(), "{text:?}");
    }
}

#[test]
fn tokens_are_those_of_gcc() {
    if gcc("").is_none() {
        println!("left out: tokens_are_those_of_gcc (there is no gcc)");
        return;
    }
    let mut differences = String::new();
    for (name, text) in CASES {
        let output = gcc(text).expect("gcc was there a moment ago");
        let theirs = String::from_utf8(output.stdout).expect("gcc writes what it read");
        let mut session = Session::new(vec![], vec![]);
        let theirs: Vec<String> = quoted(&mut session, &theirs, Span::NONE)
            .unfolded()
            .map(|token| shown(&session, &token))
            .collect();
        let (tokens, session) = preprocessed(text);
        let problems = session.diagnostics.iter().map(|it| it.problem.message());
        let ours = tokens.iter().map(|token| shown(&session, token));
        let ours: Vec<String> = ours.chain(problems).collect();
        if ours != theirs {
            let (ours, theirs) = (ours.join(" "), theirs.join(" "));
            differences += &format!("{name}\n  ours: {ours}\n  gcc's: {theirs}\n");
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

fn preprocessed(text: &str) -> (Vec<Token>, Session) {
    let mut session = Session::new(vec![], vec![]);
    let file = session.loader.embed("case.idl", text);
    let stream = preprocess(&mut session, &file, Reached::Named);
    (stream.unfolded().collect(), session)
}

fn shown(session: &Session, token: &Token) -> String {
    let text = session.names.text(token.text);
    match token.kind {
        TokenKind::String | TokenKind::Char => format!("{text:?}"),
        TokenKind::WideString | TokenKind::WideChar => format!("L{text:?}"),
        _ => text.to_owned(),
    }
}

/// Returns the tokens that GCC makes of `text`; none where there is no GCC.
fn gcc(text: &str) -> Option<Output> {
    let mut child = Command::new("gcc")
        .args([
            "-E",
            "-P",
            "-undef",
            "-nostdinc",
            "-pedantic-errors",
            "-x",
            "c",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(text.as_bytes()).expect("gcc reads it");
    drop(stdin);
    Some(child.wait_with_output().expect("gcc ends"))
}
