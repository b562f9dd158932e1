#define STDOLE_TLB "stdole2.tlb"
#define STDTYPE_TLB "olepro32.dll"
