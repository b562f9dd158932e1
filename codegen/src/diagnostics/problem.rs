//! The table of all problems: code, message, label of the marked place, and help.
//!
//! `IDL01xx` source files, `IDL02xx` preprocessor, `IDL03xx` syntax, `IDL04xx` names and types,
//! `IDL05xx` values, `IDL06xx` attributes and uuids, `IDL07xx` metadata, `IDL08xx` output,
//! `IDL09xx` callback contracts. The code of a warning is a thousand higher: `IDL14xx` warns of names
//! and types. A code is never given to another problem once it was released.

use std::fmt;
use std::path::PathBuf;

use crate::model::Guid;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// No output is written.
    Error,
    /// The run goes on.
    Warning,
}

/// A field of a problem, which can stand in a message.
trait Field {
    /// Returns the field as a message shows it.
    fn shown(&self) -> impl fmt::Display + '_;
}

impl Field for PathBuf {
    fn shown(&self) -> impl fmt::Display + '_ {
        self.display()
    }
}

macro_rules! fields {
    ($($ty:ty),*) => {
        $(impl Field for $ty {
            fn shown(&self) -> impl fmt::Display + '_ {
                self
            }
        })*
    };
}

fields!(String, usize, u64, i64, i128, Guid);

/// The type of a field: the one that the table gives, and `String` where it gives none.
macro_rules! field_type {
    () => {
        String
    };
    ($ty:ty) => {
        $ty
    };
}

macro_rules! problems {
    ($(
        $(#[$doc:meta])*
        $name:ident $code:literal { $($field:ident $(: $ty:ty)?),* } $message:literal,
        label $label:literal $(, help $help:literal)?;
    )*) => {
        /// A problem of the input, the metadata or the output.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "a field is a piece of the message and named for it")]
        pub enum Problem {
            $($(#[$doc])* $name { $($field: field_type!($($ty)?)),* },)*
        }

        impl Problem {
            /// The codes of all problems with their messages, in the order of the table.
            pub const ALL: &[(&str, &str)] = &[$(($code, $message)),*];

            /// Returns the stable code, as `IDL0401`.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),* }
            }

            /// Returns the message: the problem in one line.
            #[allow(unused_variables)]
            pub fn message(&self) -> String {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(let $field = $field.shown();)*
                        format!($message)
                    })*
                }
            }

            /// Returns the label of the marked place; empty where the message says everything.
            #[allow(unused_variables)]
            pub fn label(&self) -> String {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(let $field = $field.shown();)*
                        format!($label)
                    })*
                }
            }

            /// Returns what the user can do about it, where that is known.
            #[allow(unused_variables)]
            pub fn help(&self) -> Option<String> {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(let $field = $field.shown();)*
                        None$(.or(Some(format!($help))))?
                    })*
                }
            }
        }
    };
}

impl Problem {
    /// Returns the severity. Codes of errors begin with `IDL0`, those of warnings with `IDL1`.
    pub fn severity(&self) -> Severity {
        if self.code().starts_with("IDL1") {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

problems! {
    /// A file that the user names can't be opened or read.
    UnreadableFile "IDL0101" { path: PathBuf, reason } "cannot read `{path}`: {reason}", label "named here";
    /// `import` or `#include` of a file that doesn't exist.
    MissingFile "IDL0102" { name, searched } "cannot find `{name}`", label "{searched}",
        help "add the folder that holds it with `-I`, in a build script with `.include(..)`";
    /// A file that isn't text.
    NotText "IDL0104" { path: PathBuf, offset: usize } "`{path}` is not a text file (byte {offset} is zero)",
        label "", help "IDL is read as UTF-8, UTF-16 with a byte order mark, or Latin-1";
    /// More input than positions can number.
    TooLarge "IDL0105" { path: PathBuf } "`{path}` makes the input too large", label "",
        help "a file can have 128 MiB, and all files with all that they include 4 GiB";
    /// Includes that are nested without end.
    IncludeDepth "IDL0106" { limit: usize } "includes are nested more than {limit} deep",
        label "included here again", help "guard the file with `#pragma once` or `#ifndef`";
    /// Includes that multiply.
    IncludeTotal "IDL0107" { limit } "the files that are included add up to more than {limit}",
        label "one too many", help "guard the files with `#pragma once` or `#ifndef`";
    /// A compilation without an IDL file.
    NoInput "IDL0108" {} "no IDL file is named", label "", help "name one with `.idl(..)`";
    /// A macro on the command line whose name no macro can have.
    MacroName "IDL0109" { name } "`{name}` cannot be the name of a macro", label "",
        help "give a name, or a name with its parameters: `NAME(a, b)`";
    /// An include folder that isn't there.
    NoIncludeFolder "IDL1101" { path: PathBuf } "there is no folder `{path}` to search for imports and includes",
        label "", help "correct its path, or leave it out";
    /// A namespace whose name no namespace can have.
    NamespaceName "IDL0110" { name } "`{name}` cannot be a namespace", label "",
        help "give one or more names with dots between them: `Vendor.Product`";
    /// A name to filter by that the input files don't define.
    UnknownFilter "IDL0111" { name } "cannot find `{name}`, which is filtered by", label "",
        help "name what the IDL files define, or an interface that they use; what that needs comes along";
    /// A name whose origin the user asks for, and that the compilation doesn't have.
    UnknownOrigin "IDL0112" { name } "cannot find `{name}`, whose origin is asked for", label "",
        help "name what the IDL files define or use, or what that needs";
    /// A pattern to filter by that matches nothing that the input files define.
    UnmatchedFilter "IDL0113" { pattern } "no definition matches `{pattern}`, which is filtered by",
        label "", help "match what the IDL files define themselves; `*` stands for any letters, `?` for one";
    /// A version of the `windows` crate that bindings can't be made for.
    WindowsVersion "IDL0120" { version, supported } "bindings cannot be made for version {version} of the `windows` crate",
        label "", help "give a version that is supported: {supported}";
    /// A reference to a crate of bindings that isn't one.
    MalformedReference "IDL0121" { text } "`{text}` names no crate of bindings", label "",
        help "give `CRATE=MODULE`, or `CRATE=MODULE:WINMD` with the metadata that the crate is made of";
    /// Imports that are nested without end.
    ImportDepth "IDL0114" { limit: usize } "imports are nested more than {limit} deep",
        label "imported here", help "import what is needed directly, and not through so many other files";
    /// Imports of too many files.
    ImportTotal "IDL0115" { limit: usize } "more than {limit} files are imported",
        label "one too many", help "import only the files that are needed";
    /// `import "/etc/passwd";`
    AbsolutePath "IDL0116" { name } "`{name}` is an absolute path", label "may be any file of this machine",
        help "name the file from an include folder (`-I`, `.include(..)`), or allow it by `--allow-outside`, \
            in a build script by `.allow_outside()`";

    /// `/*` without `*/`.
    UnterminatedComment "IDL0201" {} "unterminated comment", label "opened here and never closed",
        help "close it with `*/`";
    /// A string without its closing quote. Only that of a directive has to end on its line.
    UnterminatedString "IDL0202" {} "unterminated string", label "no `\"` closes it",
        help "close it with `\"`";
    /// A character literal without its closing quote on the same line.
    UnterminatedChar "IDL0203" {} "unterminated character literal",
        label "no `'` follows on this line";
    /// Characters that begin no token.
    StrayCharacters "IDL0204" { text } "`{text}` is no part of IDL",
        label "not expected outside a comment or a string";
    /// A directive that the preprocessor doesn't have.
    UnknownDirective "IDL0205" { name } "unknown directive `#{name}`", label "no such directive";
    /// A directive with a syntax error.
    MalformedDirective "IDL0206" { name, expected } "malformed `#{name}`",
        label "expected {expected}";
    /// A conditional that is still open where its file ends.
    UnterminatedConditional "IDL0207" { name } "`#{name}` without `#endif`",
        label "opened here and never closed", help "close it in the same file with `#endif`";
    /// `#elif`, `#else` or `#endif` without an `#if`.
    UnmatchedConditional "IDL0208" { name } "`#{name}` without `#if`",
        label "no `#if` is open in this file";
    /// `#elif` or `#else` after `#else`.
    BranchAfterElse "IDL0209" { name } "`#{name}` after `#else`",
        label "`#else` is the last branch";
    /// `#error`.
    UserError "IDL0210" { text } "#error {text}", label "";
    /// A macro call without its `)`.
    UnterminatedCall "IDL0211" { name } "unterminated call of macro `{name}`",
        label "no `)` closes its arguments", help "close it with `)`";
    /// A macro call with too many or too few arguments.
    ArgumentCount "IDL0212" { name, given: usize, wanted: usize }
        "macro `{name}` takes {wanted} arguments, but {given} are given", label "{given} here";
    /// An expansion that grows without end.
    RunawayMacro "IDL0214" { name, limit: usize } "macro `{name}` runs away: it makes more than {limit} tokens",
        label "expanded here";
    /// Conditions or macro calls that are nested too deep.
    DirectiveNesting "IDL0215" { what, limit: usize } "{what} are nested more than {limit} deep",
        label "too deep from here on";
    /// A divisor of zero in `#if`.
    ConditionDividesByZero "IDL0216" {} "division by zero in a condition",
        label "the divisor is 0";
    /// A number in `#if` beyond 64 bits.
    ConditionOverflow "IDL0217" { literal } "`{literal}` is too large",
        label "a condition computes with 64 bits";
    /// A condition of `#if` that is no integer expression.
    BadCondition "IDL0218" { found, expected } "unexpected {found} in a condition",
        label "expected {expected}";
    /// A macro in a file whose name no macro can have.
    ReservedMacroName "IDL0219" { name } "`{name}` cannot be the name of a macro",
        label "reserved by the preprocessor";
    /// `#` that no parameter follows.
    BadStringize "IDL0220" {} "`#` in a macro is not followed by a parameter",
        label "expected a parameter after this";
    /// `##` at the start or the end of a replacement.
    PasteAtEdge "IDL0221" {} "`##` at the edge of a macro", label "nothing to paste on one side";
    /// Two parameters with one name.
    DuplicateParameter "IDL0222" { name } "macro parameter `{name}` is declared twice",
        label "declared again here";
    /// `__VA_ARGS__` in a macro without `...`.
    StrayVariableArguments "IDL0223" {} "`__VA_ARGS__` in a macro that has no `...`",
        label "stands for no argument";
    /// A name that is longer than any tool takes.
    LongIdentifier "IDL0224" { limit: usize } "this name is longer than {limit} bytes",
        label "too long", help "give it a shorter name";
    /// A string or a number that is longer than any tool takes.
    LongToken "IDL0225" { limit: usize } "this token is longer than {limit} bytes",
        label "too long", help "split it, or leave it out";
    /// `L"\xd800"`.
    BadEscape "IDL0226" { escape } "`{escape}` stands for no character",
        label "no character has this number",
        help "write the character itself; one beyond U+FFFF is a pair of surrogates in a wide string";
    /// A file of too many tokens.
    TooManyTokens "IDL0227" { limit: usize } "this file has more than {limit} tokens",
        label "one too many", help "split the file";

    /// A second definition of a macro.
    MacroRedefined "IDL1201" { name } "macro `{name}` is redefined", label "another definition",
        help "`#undef` it first";
    /// Tokens after the end of a directive.
    ExtraTokens "IDL1202" { name } "extra tokens after `#{name}`", label "ignored";
    /// `#warning`.
    UserWarning "IDL1203" { text } "#warning {text}", label "";
    /// `##` between two tokens that make none together. Microsoft's compilers leave them as two.
    BadPaste "IDL1204" { left, right } "`{left}` and `{right}` pasted are no token",
        label "they stay two tokens", help "leave out the `##`";

    /// A token that the grammar doesn't expect.
    Unexpected "IDL0301" { expected, found } "expected {expected}, found {found}",
        label "expected {expected}";
    /// Types, values or declarations that are nested too deep.
    NestedTooDeep "IDL0302" { limit: usize } "this is nested more than {limit} levels deep",
        label "the limit is reached here", help "write it with fewer levels in each other";
    /// A bracket without its partner.
    Unclosed "IDL0303" { bracket } "`{bracket}` is never closed", label "opened here";
    /// `unsigned float`.
    BadTypeWords "IDL0304" {} "these words make no type together", label "no such type",
        help "write one of `char`, `short`, `long`, `hyper`, with `signed` or `unsigned` before it";
    /// `''`, or a character that is too wide.
    BadCharacter "IDL0306" {} "this character has no value", label "empty, or too many characters";
    /// A file in another language that is called IDL too.
    OtherLanguage "IDL0308" { language, advice } "this is {language}, and not the IDL of COM",
        label "{language} has this", help "{advice}";
    /// `#pragma pack` with a syntax error.
    BadPragma "IDL1307" { text } "`#pragma {text}` is ignored: it is malformed",
        label "ignored", help "`pack` takes 1, 2, 4, 8 or 16, `push` and `pop`";

    /// A name that is no type.
    UnknownType "IDL0401" { name } "cannot find type `{name}`",
        label "not found in this file, its imports or metadata";
    /// Two definitions of one name.
    Redefinition "IDL0402" { name, kind } "`{name}` is defined twice",
        label "defined again, as {kind}", help "rename one of them, or remove it";
    /// A base that is no interface.
    BaseIsNoInterface "IDL0403" { name, kind } "`{name}` can't be derived from: it is {kind}",
        label "not an interface";
    /// A base that is declared and never defined, so that its slots are unknown.
    BaseIsUndefined "IDL0404" { name } "`{name}` can't be derived from: it is never defined",
        label "its slots are unknown", help "import the file that defines it";
    /// `interface A : A`.
    CyclicBase "IDL0405" { name } "`{name}` derives from itself", label "its bases lead back to it";
    /// `typedef A B; typedef B A;`
    CyclicType "IDL0406" { name } "`{name}` is defined by itself", label "its type leads back to it";
    /// Two methods of one name with the same number of parameters.
    SameMethod "IDL0407" { name } "method `{name}` is declared twice",
        label "again, with as many parameters", help "rename one of them";
    /// Two parameters of one name.
    SameParameter "IDL0408" { name } "parameter `{name}` is declared twice", label "again here",
        help "rename one of them";
    /// Two fields of one name.
    SameField "IDL0409" { name } "field `{name}` is declared twice", label "again here",
        help "rename one of them";
    /// A variable in an interface.
    NotAMethod "IDL0410" { name } "`{name}` is no method", label "an interface has methods only",
        help "write it as a property: `[propget] HRESULT {name}([out, retval] ... *value);`";
    /// A field without a name that has no fields of its own.
    NamelessField "IDL0411" {} "this field has no name", label "expected a name before `;`";
    /// A member of a coclass that is no interface.
    NotAnInterface "IDL0412" { name } "`{name}` is no interface", label "a class has interfaces only";
    /// `IFoo<A>` where `IFoo` takes none.
    NotParameterized "IDL0413" { name } "`{name}` takes no type arguments", label "given some here";
    /// `IMap<A>`.
    WrongArguments "IDL0414" { name, wanted: usize, given: usize }
        "`{name}` takes {wanted} type arguments, not {given}", label "{given} given";
    /// `interface I<T> { HRESULT Get([out, retval] I<I<T>> **it); }`.
    EndlessInstances "IDL0415" { name } "`{name}` needs other instances of itself without end",
        label "one of them is needed here",
        help "let its methods refer to the instance at hand, or to instances of something else";
    /// A base that is an interface of remote procedure calls and not of objects.
    BaseIsRpc "IDL0416" { name } "`{name}` can't be derived from: it has no vtable",
        label "derives from `{name}`",
        help "if `{name}` is an interface of objects, derive it from `IUnknown`, or write `[object]` \
            before it";
    /// An instance whose argument has too many fields, in records within records. The IID of the
    /// instance is computed from all of them.
    LongSignature "IDL0417" { name } "an argument of `{name}` is made of too many types",
        label "the IID of this instance is computed from all of them",
        help "pass an interface in its place, or a struct of fewer fields";
    /// An instance whose name is made of names that are long, or of too many.
    LongInstanceName "IDL0420" { name, limit: usize }
        "the name of this instance of `{name}` is longer than {limit} bytes",
        label "it is made of the names of its arguments",
        help "give it arguments with shorter names, or with fewer arguments of their own";
    /// An interface with too many bases.
    InheritanceDepth "IDL0421" { name, limit: usize } "`{name}` has more than {limit} bases",
        label "the limit is reached here", help "derive fewer interfaces from each other";
    /// `runtimeclass Lamp : Ns.ILamp`
    BaseIsNoClass "IDL0423" { name, kind } "a class can't be composed of `{name}`: it is {kind}",
        label "not a class", help "list an interface in the class's body";
    /// A method with more parameters than any compiler takes.
    ParameterCount "IDL0422" { limit: usize } "a method has at most {limit} parameters",
        label "one too many", help "pass a struct in their place";
    /// `[out, retval] BOOL may`
    OutByValue "IDL0418" { name } "`{name}` is `[out]` and no pointer",
        label "a copy is passed, and nothing can come out of it",
        help "pass a pointer to it: `*{name}`";
    /// `[object] interface IFoo { }`
    NoBase "IDL0419" { name } "`{name}` has no base",
        label "without `QueryInterface`, `AddRef` and `Release`, it is no interface of objects",
        help "derive it from `IUnknown`: `interface {name} : IUnknown`";
    /// An interface of a class that no file declares: of a WinRT class beside its default one, or in
    /// a type library.
    UndeclaredInterface "IDL1401" { name } "no file declares the interface `{name}`",
        label "the class is taken to be without it",
        help "import the file that declares `{name}`, if it is needed";
    /// A declaration that no output has.
    NotMade "IDL1402" { what, reason } "the {what} isn't made: {reason}",
        label "read, and in no output";
    /// IDL without definitions.
    NothingDefined "IDL1403" {} "the IDL defines nothing", label "",
        help "only what the named files define is made: to make what they import, name those files";
    /// `[out] BOOL may` in an interface that Windows has.
    OutByValueInWindows "IDL1404" { name } "`{name}` is `[out]` and no pointer",
        label "a copy is passed, and nothing can come out of it",
        help "write `[in]`, or pass a pointer: `*{name}`";

    /// A value that its type can't hold.
    Overflow "IDL0501" { ty } "this value doesn't fit `{ty}`", label "out of range";
    /// `1 / 0`.
    DivisionByZero "IDL0502" {} "division by zero", label "the divisor is zero";
    /// A name that is no constant.
    UnknownConstant "IDL0503" { name } "cannot find constant `{name}`", label "no such constant";
    /// An expression that has no value at compile time.
    NotConstant "IDL0504" {} "this isn't a constant", label "has no value at compile time";
    /// A string or a fraction in the place of a count.
    NotAnInteger "IDL0505" {} "this isn't an integer", label "expected an integer";
    /// `12ab`.
    MalformedNumber "IDL0506" { text } "`{text}` is not a number", label "malformed";
    /// `const int A = A;`
    CyclicConstant "IDL0507" { name } "`{name}` is defined by itself",
        label "its value leads back to it";
    /// `1 << 64`.
    ShiftTooFar "IDL0508" { by: i128 } "a shift by {by} moves all bits out", label "too far";
    /// `sizeof` of a type whose size differs from target to target.
    SizeDepends "IDL0509" {} "this size depends on the target", label "not a constant of IDL";
    /// `[-1]`.
    BadDimension "IDL0510" {} "an array can't have this many elements",
        label "expected 0 to 2147483647, in order";
    /// `: 65`.
    BadWidth "IDL0511" { most: u64 } "a bit field can't be this wide", label "expected 0 to {most}";
    /// `align(3)`.
    BadAlignment "IDL0512" {} "this isn't an alignment", label "expected a power of two up to 8192";

    /// An attribute that MIDL doesn't know.
    UnknownAttribute "IDL0601" { name } "unknown attribute `{name}`",
        label "MIDL has no such attribute, and no file declares it",
        help "correct the name, or import the file whose `attribute` declares it";
    /// An attribute in a place where it can't be.
    MisplacedAttribute "IDL0602" { name, place, places } "`{name}` can't be on {place}",
        label "not on {place}", help "`{name}` goes on {places}";
    /// An attribute in a place where it says nothing, and which no call depends on.
    IgnoredAttribute "IDL1602" { name, place, places } "`{name}` says nothing on {place}",
        label "ignored", help "`{name}` goes on {places}";
    /// An attribute that is given twice.
    RepeatedAttribute "IDL0603" { name } "`{name}` is given twice", label "again here",
        help "remove one of them";
    /// An attribute without its argument.
    MissingArgument "IDL0604" { name } "`{name}` needs an argument",
        label "expected `(` behind this";
    /// Text in the place of a uuid that isn't one.
    MalformedUuid "IDL0605" { text } "`{text}` is not a uuid", label "malformed",
        help "a uuid has 8-4-4-4-12 hexadecimal digits: 00000000-0000-0000-c000-000000000046";
    /// `[object]` without `uuid`.
    NoUuid "IDL0606" { name } "`{name}` has no uuid", label "nobody can query for it",
        help "write `uuid(..)` with a new uuid among its attributes";
    /// `[object]` without `uuid`, of an interface of Windows that has none in its IDL either.
    NullIid "IDL1603" { name } "`{name}` has no uuid: its IID is null", label "nobody can query for it",
        help "write `uuid(..)` with Windows' uuid among its attributes, if it has one";
    /// `size_is(cuont)`.
    UnknownCountName "IDL0607" { attribute, name } "`{attribute}` names `{name}`, which doesn't exist",
        label "neither a parameter or field beside it, nor a constant",
        help "write the name of the parameter or field that is meant";
    /// `size_is(f(count))`.
    UnknownCount "IDL1601" { text } "nobody knows what `{text}` counts",
        label "neither a parameter or field beside it, nor a constant",
        help "write the name of the parameter or field that says how many there are";

    /// A `--winmd` that can't be read as metadata.
    NotMetadata "IDL0701" { path: PathBuf, reason } "`{path}` is not Windows metadata: {reason}", label "",
        help "give a `.winmd` file";
    /// An interface whose name has another IID in metadata.
    IidDiffers "IDL0702" { name, ours: Guid, theirs: Guid } "`{name}` is {ours} here, {theirs} in metadata",
        label "metadata knows this name under another IID",
        help "correct the uuid; if it is another interface by design, `--allow-drift {name}` lets it \
            through, in a build script `.allow_drift(..)`";
    /// An interface whose IID has another name in metadata.
    IidOfAnother "IDL0703" { name, iid: Guid, other }
        "`{name}` has the IID of `{other}`: in metadata {iid} is that one's",
        label "this IID is another interface's",
        help "make a uuid of its own for it; `--allow-drift {name}` lets it through, \
            in a build script `.allow_drift(..)`";
    /// An interface whose base is another one in metadata.
    BaseDiffers "IDL0704" { name, ours, theirs }
        "`{name}` derives from `{ours}` here, from `{theirs}` in metadata",
        label "its inherited slots are other ones",
        help "derive from `{theirs}`; `--allow-drift {name}` lets it through, \
            in a build script `.allow_drift(..)`";
    /// An interface whose slots are other ones in metadata.
    VtableDiffers "IDL0705" { name, difference }
        "the vtable of `{name}` differs from metadata's: {difference}",
        label "from here on, calls land in other slots",
        help "declare all methods, in metadata's order; `--allow-drift {name}` lets it through, \
            in a build script `.allow_drift(..)`";
    /// A method whose signature is another one in metadata.
    SignatureDiffers "IDL0706" { interface, method, difference }
        "`{interface}::{method}` differs from metadata: {difference}",
        label "differs from metadata",
        help "`--allow-drift {interface}::{method}` lets it through, \
            in a build script `.allow_drift(..)`";
    /// An enumerator that has another value in metadata.
    EnumeratorDiffers "IDL0707" { name, ours: i64, theirs: i64 }
        "`{name}` is {ours} here, {theirs} in metadata", label "has another value in metadata",
        help "`--allow-drift {name}` lets it through, in a build script `.allow_drift(..)`";
    /// A struct or union that has another layout in metadata.
    RecordDiffers "IDL0708" { name, difference } "`{name}` differs from metadata: {difference}",
        label "differs from metadata",
        help "`--allow-drift {name}` lets it through, \
            in a build script `.allow_drift(..)`";
    /// Two interfaces with one IID, or two coclasses with one CLSID.
    SharedUuid "IDL0709" { name, other, uuid: Guid } "`{name}` and `{other}` have the same uuid {uuid}",
        label "has the uuid of `{other}`",
        help "make a uuid of its own for one of them; `--allow-drift {name}` lets it through, \
            in a build script `.allow_drift(..)`";
    /// A name in the user's metadata that is no identifier.
    MetadataName "IDL0710" { name, item } "`{name}`, in the metadata of `{item}`, cannot be a name",
        label "", help "a name has letters, digits and `_`, begins with no digit, and has at most 1023 bytes; \
            give `--winmd` another file, or define `{item}` in the IDL";
    /// A difference that `--allow-drift` lets through.
    AllowedDrift "IDL1701" { difference } "{difference}", label "let through, for it may drift";
    /// A name of `--allow-drift` whose definition doesn't differ from metadata.
    UnusedDrift "IDL1702" { name } "nothing about `{name}` differs from metadata", label "",
        help "remove it from what may drift";
    /// A type that another version of Windows has otherwise. `age` is `older` or `newer`.
    AnotherVersion "IDL1703" { age, difference } "this IDL is {age} than the metadata: {difference}",
        label "{age} than in metadata",
        help "nothing has to be done, unless a program needs what only one of the two has: \
            take the IDL of that version then";
    /// A method that has another name in metadata, in the same slot and with the same signature.
    RenamedMethod "IDL1704" { interface, ours, theirs }
        "`{interface}::{ours}` is called `{theirs}` in metadata",
        label "the slot and the signature are the same",
        help "calls land where they should; write `{theirs}` for Windows' own name";
    /// A struct or union that shares its name with one of metadata, and nothing else.
    OtherRecord "IDL1705" { name } "metadata has another type that is called `{name}`",
        label "its fields are others",
        help "if metadata's is meant, correct the fields; if not, nothing has to be done";

    /// RDL that `windows-rdl` doesn't compile.
    RdlRejected "IDL0821" { message } "the winmd cannot be made: {message}", label "",
        help "this is a fault in comidl and not in the IDL: please report it, with the IDL";
    /// A library that panicked.
    LibraryPanicked "IDL0822" { library, message } "`{library}` panicked: {message}", label "",
        help "this is a fault in comidl and not in the IDL: please report it, with the IDL";
    /// No temporary folder for the winmd.
    NoTemporaryFolder "IDL0823" { reason } "cannot write to a temporary folder: {reason}", label "",
        help "set `TMPDIR` (`TEMP` on Windows) to a folder that can be written and has room";
    /// windows-bindgen, which the user asked for, and its own words.
    WindowsBindgen "IDL0824" { message } "windows-bindgen makes no bindings: {message}", label "",
        help "it gets the arguments behind `--emit windows-bindgen=`, in a build script those of `.windows_bindgen(..)`";

    /// A contract with a syntax error, or with WebIDL that contracts don't have.
    MalformedContract "IDL0901" { expected } "this is no callback contract: expected {expected}",
        label "expected {expected}",
        help "a contract is `[Implements=IVendorEvents] callback interface VendorEvents {{ .. }};`, with a method for each slot";
    /// A contract that doesn't name its interface.
    NoImplements "IDL0902" { name } "`{name}` doesn't say what it is the contract of",
        label "no `Implements`", help "write `[Implements=INTERFACE]` before `callback interface`";
    /// `Implements` with a name that is no interface.
    UnknownContractInterface "IDL0903" { name } "the IDL has no interface `{name}`",
        label "not an interface of the IDL", help "give the name of an interface that the IDL defines or imports";
    /// A method whose slot the interface doesn't have.
    UnknownSlot "IDL0904" { slot, interface } "`{interface}` has no slot `{slot}`",
        label "not a method of `{interface}` or its bases",
        help "name the slot by `[Slot=NAME]`, where the method has another name";
    /// Two methods of one name.
    ContractMethodTwice "IDL0905" { name } "method `{name}` is named twice", label "again here",
        help "rename one of them, and say which slot it is by `[Slot=NAME]`";
    /// Two methods of one slot.
    ContractSlotTwice "IDL0906" { name } "slot `{name}` has two methods", label "again here";
    /// A slot that has no method.
    ContractSlotsMissing "IDL0907" { name, slots } "`{name}` says nothing of {slots}",
        label "each slot needs a method",
        help "a method that need not be implemented is `[Optional]`";
    /// A name in the place of a flag that is no constant.
    UnknownFlag "IDL0908" { name } "the IDL has no constant `{name}`",
        label "neither a constant nor an enumerator";
    /// A parameter that the slot doesn't have.
    UnknownContractParameter "IDL0909" { name, slot } "`{slot}` takes nothing called `{name}`",
        label "no such parameter goes in",
        help "use the IDL's name, with or without its prefix; what goes out is returned";
    /// Parameters in another order than the IDL's.
    ContractParameterOrder "IDL0910" { name, slot } "`{name}` is out of its order in `{slot}`",
        label "comes earlier in the IDL", help "keep the IDL's order; leave out what is noise";
    /// A contract's method without a parameter that it needs.
    ContractParameterMissing "IDL0911" { name, slot } "`{slot}` lacks `{name}`, through which it answers",
        label "has no `{name}`", help "only what goes in can be left out";
    /// A parameter whose type is another one in the IDL.
    ContractType "IDL0912" { name, ours, theirs } "`{name}` is {ours} here, and `{theirs}` in the IDL",
        label "of another type in the IDL";
    /// A method whose result is another one in the IDL.
    ContractResult "IDL0913" { name, ours, theirs } "`{name}` returns {ours} here, and {theirs} in the IDL",
        label "returns something else in the IDL";
    /// An attribute that contracts don't have.
    UnknownContractAttribute "IDL0914" { name, known } "unknown attribute `{name}`",
        label "contracts have no such attribute here", help "here there can be {known}";
    /// An attribute without its value, or with one too much.
    ContractAttributeValue "IDL0915" { name, expected } "`{name}` isn't as it has to be",
        label "expected {expected}";
    /// Two contracts for one interface.
    ContractTwice "IDL0916" { name } "`{name}` has two contracts", label "the second",
        help "remove one of them";
    /// An optional method that returns a value. There is no value if the method is left out.
    NoDefault "IDL0917" { name } "`{name}` can't be left out: it returns a value",
        label "there is no value to return instead",
        help "remove `Optional` and `Notify`, so that it has to be implemented";
    /// A name that WebIDL allows and IDL and Rust don't.
    ContractName "IDL0918" { name } "`{name}` cannot be a name in Rust", label "not a name of IDL and Rust",
        help "a name has letters, digits and `_`, begins with no digit, and has at most 1023 bytes";
    /// WebIDL that is nested too deep.
    ContractNesting "IDL0919" { limit: usize } "this is nested more than {limit} levels deep",
        label "the limit is reached here", help "a contract needs no type beyond `sequence<T>`";

    /// A folder for the output can't be made.
    UnwritableFolder "IDL0801" { path: PathBuf, reason } "cannot make the folder `{path}`: {reason}", label "",
        help "give another folder with `--out-dir`, in a build script with `.out_dir(..)`";
    /// An output can't be written.
    UnwritableFile "IDL0802" { path: PathBuf, reason } "cannot write `{path}`: {reason}", label "";
    /// A builder without an output folder.
    NoOutputFolder "IDL0803" {} "there is no folder to write to: `OUT_DIR` is not set", label "",
        help "cargo sets it for a build script; elsewhere, name a folder with `.out_dir(..)`";
    /// An output in the place of a file that was read.
    ReplacesInput "IDL0804" { path: PathBuf } "`{path}` would be replaced, which is an input", label "",
        help "write to another folder with `--out-dir`, in a build script with `.out_dir(..)`";
    /// Two outputs in one place.
    OutputTwice "IDL0805" { path: PathBuf } "two outputs would be `{path}`", label "",
        help "give one of them another path";

    /// A record that contains itself, or something without a size, by value.
    NoLayout "IDL0811" { name, reason } "`{name}` {reason}",
        label "this has no layout in memory", help "hold a pointer instead";
    /// A parameter that is passed by value, and whose type is declared and never defined.
    IncompleteParameter "IDL0812" { name }
        "`{name}` is passed by value, and its type is only declared",
        label "of how many bytes, nobody says", help "define the type, or pass a pointer to it";
    /// A callback whose name no interface has.
    UnknownCallback "IDL0813" { name } "there is no interface `{name}` to make a callback of",
        label "`{name}` is this", help "give the name of an interface that the IDL defines or imports";
    /// A callback of an interface that a program can't implement.
    NoCallback "IDL0814" { name, reason } "`{name}` can't be a callback: {reason}",
        label "asked for as a callback";
    /// A name of what is to be implemented that no interface has.
    UnknownImplement "IDL0831" { name } "there is no interface `{name}` to implement",
        label "`{name}` is this", help "give the name of an interface that the IDL defines or imports";
    /// A trait for implementations of an interface that a program can't implement, or whose trait is elsewhere.
    NoImplement "IDL0832" { name, reason } "the bindings can't have a trait to implement `{name}`: {reason}",
        label "asked for by `implement`",
        help "leave it out of what is to be implemented; programs can call it all the same";
    /// A pattern of what is to be implemented that no interface of the input files matches.
    UnmatchedImplement "IDL0833" { pattern } "no interface matches `{pattern}`, to implement it",
        label "", help "match interfaces that the IDL files define themselves; `*` stands for any letters, `?` for one";
    /// Two names of the IDL that are one in Rust.
    RustNameTwice "IDL0816" { name, first, second } "`{first}` and `{second}` are both `{name}` in Rust",
        label "is `{name}` as well", help "rename one of them, or leave one out by filters";
    /// A pattern of callbacks that no interface of the input files matches.
    UnmatchedCallback "IDL0815" { pattern } "no interface matches `{pattern}`, to make a callback of",
        label "", help "match interfaces that the IDL files define themselves; `*` stands for any letters, `?` for one";
    /// A name that is to be null or not, and that no parameter of a callback has.
    UnmatchedNull "IDL0818" { name } "`{name}` names nothing of a callback that could be null",
        label "", help "give the name of a callback's interface, method or parameter: `IFoo`, `IFoo::Bar`, `IFoo::Bar.name`";
    /// A name that is to have defaults, and that no method of a callback has.
    UnmatchedDefault "IDL0817" { name } "`{name}` names no method of a callback that can have a default",
        label "", help "give the name of a callback's interface or method: `IFoo`, `IFoo::Bar`; a method that returns a value itself has none";
}
