// The words of `windef.h` and `minwindef.h` that stand before types. The parser knows those that C's
// compiler has, such as `far`.
#define CONST const
#define IN
#define OUT
#define OPTIONAL
