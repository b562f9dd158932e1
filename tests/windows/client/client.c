/* A client of comidl that knows it only by COM, through the headers that widl makes. Loads the DLL
 * that its argument names, prints what it is told, and checks the stack around each call. */
#define COBJMACROS
#define INITGUID
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <ole2.h>
#include "bits5_0.h"
#include "callback3.h"

static const GUID ID = {0x6a1fae95, 0x21b8, 0x46c4, {0xa0, 0xc9, 0x5d, 0x5f, 0xae, 0x10, 0x6e, 0xf0}};

static void fail(int line, const char *what)
{
    printf("failed line %d: %s\n", line, what);
    exit(1);
}
#define CHECK(condition) do { if (!(condition)) fail(__LINE__, #condition); } while (0)

/* With stdcall, the callee takes its arguments off the stack: after a call the stack has to be where
 * it was before. (Built without optimization, so that no other call's arguments lie about.) */
#ifdef __i386__
#define STACK(at) __asm__ volatile ("movl %%esp, %0" : "=r" (at))
#else
#define STACK(at) __asm__ volatile ("movq %%rsp, %0" : "=r" (at))
#endif
static int calls;
#define CALL(result, expression) do { \
    void *before, *after; \
    STACK(before); \
    HRESULT code = (expression); \
    STACK(after); \
    CHECK(after == before); \
    CHECK(code == (HRESULT)(result)); \
    calls++; } while (0)

static void report(const char *text) { printf("told %s\n", text); fflush(stdout); }

/* A job, a file and an error: each an object whose slots that aren't there end the program. */
struct object { void **vtable; LONG references; };
static WCHAR display_name[64] = L"named by C";
static ULONG download_time;
static BITS_JOB_PROPERTY_VALUE properties[16];

static HRESULT STDMETHODCALLTYPE no_slot(void) { fail(__LINE__, "a slot that nobody should call"); return E_FAIL; }
static HRESULT STDMETHODCALLTYPE query(struct object *this, REFIID iid, void **out)
{ (void)iid; this->references++; *out = this; return S_OK; }
static ULONG STDMETHODCALLTYPE add_ref(struct object *this) { return ++this->references; }
static ULONG STDMETHODCALLTYPE release(struct object *this) { return --this->references; }

static HRESULT text(const WCHAR *from, LPWSTR *to)
{
    size_t size = (wcslen(from) + 1) * sizeof(WCHAR);
    *to = CoTaskMemAlloc(size);
    memcpy(*to, from, size);
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE get_id(IBackgroundCopyJob5 *this, GUID *id) { (void)this; *id = ID; return S_OK; }
static HRESULT STDMETHODCALLTYPE get_name(IBackgroundCopyJob5 *this, LPWSTR *name) { (void)this; return text(display_name, name); }
static HRESULT STDMETHODCALLTYPE set_name(IBackgroundCopyJob5 *this, LPCWSTR name) { (void)this; wcscpy(display_name, name); return S_OK; }
static HRESULT STDMETHODCALLTYPE get_progress(IBackgroundCopyJob5 *this, BG_JOB_PROGRESS *progress)
{
    (void)this;
    progress->BytesTotal = 0xFEDCBA9876543210ull;
    progress->BytesTransferred = 0x100000001ull;
    progress->FilesTotal = 2;
    progress->FilesTransferred = 1;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE set_time(IBackgroundCopyJob5 *this, ULONG seconds) { (void)this; download_time = seconds; return S_OK; }
static HRESULT STDMETHODCALLTYPE get_time(IBackgroundCopyJob5 *this, ULONG *seconds) { (void)this; *seconds = download_time; return S_OK; }
static HRESULT STDMETHODCALLTYPE set_property(IBackgroundCopyJob5 *this, BITS_JOB_PROPERTY_ID id, BITS_JOB_PROPERTY_VALUE value)
{ (void)this; CHECK((unsigned)id < 16); properties[id] = value; return S_OK; }
static HRESULT STDMETHODCALLTYPE get_property(IBackgroundCopyJob5 *this, BITS_JOB_PROPERTY_ID id, BITS_JOB_PROPERTY_VALUE *value)
{ (void)this; CHECK((unsigned)id < 16); *value = properties[id]; return S_OK; }
static HRESULT STDMETHODCALLTYPE remote_name(IBackgroundCopyFile *this, LPWSTR *name) { (void)this; return text(L"http://c.test/a", name); }
static HRESULT STDMETHODCALLTYPE local_name(IBackgroundCopyFile *this, LPWSTR *name) { (void)this; return text(L"C:\\a", name); }
static HRESULT STDMETHODCALLTYPE get_error(IBackgroundCopyError *this, BG_ERROR_CONTEXT *context, HRESULT *code)
{ (void)this; *context = BG_ERROR_CONTEXT_REMOTE_FILE; *code = (HRESULT)0x80190194; return S_OK; }

#define FILL(vtable) do { void **slots = (void **)&vtable; \
    for (size_t i = 0; i < sizeof vtable / sizeof *slots; i++) slots[i] = (void *)no_slot; \
    slots[0] = (void *)query; slots[1] = (void *)add_ref; slots[2] = (void *)release; } while (0)

int main(int count, char **arguments)
{
    IBackgroundCopyJob5Vtbl job_slots;
    IBackgroundCopyFileVtbl file_slots;
    IBackgroundCopyErrorVtbl error_slots;
    FILL(job_slots);
    FILL(file_slots);
    FILL(error_slots);
    job_slots.GetId = get_id;
    job_slots.GetDisplayName = get_name;
    job_slots.SetDisplayName = set_name;
    job_slots.GetProgress = get_progress;
    job_slots.SetMaximumDownloadTime = set_time;
    job_slots.GetMaximumDownloadTime = get_time;
    job_slots.SetProperty = set_property;
    job_slots.GetProperty = get_property;
    file_slots.GetRemoteName = remote_name;
    file_slots.GetLocalName = local_name;
    error_slots.GetError = get_error;
    struct object job_object = {(void **)&job_slots, 1}, file_object = {(void **)&file_slots, 1};
    struct object error_object = {(void **)&error_slots, 1};
    IBackgroundCopyJob *job = (void *)&job_object;
    IBackgroundCopyFile *file = (void *)&file_object;
    IBackgroundCopyError *error = (void *)&error_object;

    CHECK(count == 2);
    HMODULE library = LoadLibraryA(arguments[1]);
    CHECK(library);
    IUnknown *(*make_callback)(void (*)(const char *), UINT) = (void *)GetProcAddress(library, "make_callback");
    HRESULT (*drive_job)(void *, void (*)(const char *)) = (void *)GetProcAddress(library, "drive_job");
    CHECK(make_callback && drive_job);

    IUnknown *made = make_callback(report, 2);
    IBackgroundCopyCallback *first;
    IBackgroundCopyCallback2 *second;
    IBackgroundCopyCallback3 *third;
    CALL(S_OK, IUnknown_QueryInterface(made, &IID_IBackgroundCopyCallback, (void **)&first));
    CALL(S_OK, IUnknown_QueryInterface(made, &IID_IBackgroundCopyCallback2, (void **)&second));
    CALL(S_OK, IUnknown_QueryInterface(made, &IID_IBackgroundCopyCallback3, (void **)&third));
    void *none = made;
    CALL(E_NOINTERFACE, IUnknown_QueryInterface(made, &IID_IBackgroundCopyJob, &none));
    CHECK(none == NULL);
    BG_FILE_RANGE ranges[2] = {{1, 2}, {0x100000000ull, (UINT64)-1}};

    CALL(S_OK, IBackgroundCopyCallback_JobTransferred(first, job));
    CALL(S_OK, IBackgroundCopyCallback_JobModification(first, job, 0xDEADBEEF));
    CALL(S_OK, IBackgroundCopyCallback2_JobTransferred(second, job));
    CALL(S_OK, IBackgroundCopyCallback2_JobModification(second, job, 0));
    CALL(S_OK, IBackgroundCopyCallback2_FileTransferred(second, job, file));
    CALL(S_OK, IBackgroundCopyCallback3_JobTransferred(third, job));
    CALL(S_OK, IBackgroundCopyCallback3_JobModification(third, job, 0));
    CALL(S_OK, IBackgroundCopyCallback3_FileTransferred(third, job, file));
    CALL(S_OK, IBackgroundCopyCallback3_FileRangesTransferred(third, job, file, 2, ranges));
    CALL(E_POINTER, IBackgroundCopyCallback_JobTransferred(first, NULL));

    /* As the service does: again and again, until it succeeds. */
    CALL(E_ACCESSDENIED, IBackgroundCopyCallback_JobError(first, job, error));
    CALL(E_ACCESSDENIED, IBackgroundCopyCallback2_JobError(second, job, error));
    CALL(S_OK, IBackgroundCopyCallback3_JobError(third, job, error));

    CHECK(IUnknown_Release(made) == 3);
    CHECK(IBackgroundCopyCallback_Release(first) == 2);
    CHECK(IBackgroundCopyCallback2_Release(second) == 1);
    CHECK(IBackgroundCopyCallback3_Release(third) == 0);

    CALL(S_OK, drive_job(&job_object, report));
    CHECK(properties[BITS_JOB_PROPERTY_ID_COST_FLAGS].Dword == 0x80000001);
    CHECK(IsEqualGUID(&properties[BITS_JOB_PROPERTY_NOTIFICATION_CLSID].ClsID, &ID));
    CHECK(properties[BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE].Uint64 == 0x0123456789ABCDEFull);
    CHECK(wcscmp(display_name, L"named by Rust") == 0);
    CHECK(download_time == 77);
    CHECK(job_object.references == 1 && file_object.references == 1 && error_object.references == 1);
    printf("calls %d\n", calls);
    return 0;
}
