// The words of `windef.h` and `winnt.h` that stand before types and declarations. The parser knows
// those that are words of C's compiler, such as `far`.
#define CONST const
#define EXTERN_C extern
#define IN
#define OUT
#define OPTIONAL
