#define A(x, ...) x ## _ ## __VA_ARGS__ #x
#if defined(A) && (__midl >= 500) || L'\xd800' == 0xd800
A(a, b) A(A(1, 2), 3)
#elif 1
#else
#endif
#pragma pack(push, 1)
L"\xd83d\xde00" '\n' /* */ // x \
y
