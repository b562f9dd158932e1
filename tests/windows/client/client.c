/* A client of comidl that knows it only by COM, through the headers that widl makes. Loads the DLL
 * that its argument names, calls its objects and has it call objects of its own, prints what it is
 * told, and checks the stack around each call. */
#define COBJMACROS
#define INITGUID
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
#include <ole2.h>
#include "bits5_0.h"
#include "newer.h"

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

typedef void (*Report)(const char *);
static void report(const char *text) { printf("told %s\n", text); fflush(stdout); }

/* A job, a file, an error and so on: each an object whose slots that aren't there end the program. */
struct object { void **vtable; LONG references; };
static struct object job_object, file_object, error_object, delivery_job_object, callback_object;
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

/* Ranges that need all of their 64 bits. */
static BG_FILE_RANGE ranges[2] = {{1, 2}, {0x100000000ull, (UINT64)-1}};
static BOOL are_ranges(DWORD count, const BG_FILE_RANGE *given)
{ return count == 2 && memcmp(given, ranges, sizeof ranges) == 0; }

static HRESULT STDMETHODCALLTYPE add_delivery(IDeliveryOptimizationJob *this, LPCWSTR id, LPCWSTR url, LPCWSTR name,
                                              DWORD count, BG_FILE_RANGE *given, UINT64 size)
{
    CHECK((void *)this == &delivery_job_object);
    CHECK(wcscmp(id, L"a file") == 0 && wcscmp(url, L"http://rust.test/a") == 0 && wcscmp(name, L"C:\\a") == 0);
    CHECK(are_ranges(count, given));
    CHECK(size == 0xFEDCBA9876543210ull);
    return S_OK;
}

/* The callback, called from Rust: each slot counts its calls, and says by its result which it is. */
static int called[8];
#define CALLED(slot, condition) do { \
    CHECK((void *)this == &callback_object && (void *)job == &job_object && (condition)); \
    return MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x100 * slot + ++called[slot]); } while (0)
static HRESULT STDMETHODCALLTYPE on_transferred(IBackgroundCopyCallback3 *this, IBackgroundCopyJob *job) { CALLED(3, TRUE); }
static HRESULT STDMETHODCALLTYPE on_error(IBackgroundCopyCallback3 *this, IBackgroundCopyJob *job, IBackgroundCopyError *error)
{ CALLED(4, (void *)error == &error_object); }
static HRESULT STDMETHODCALLTYPE on_modification(IBackgroundCopyCallback3 *this, IBackgroundCopyJob *job, DWORD reserved)
{ CALLED(5, reserved == 0xDEADBEEF); }
static HRESULT STDMETHODCALLTYPE on_file(IBackgroundCopyCallback3 *this, IBackgroundCopyJob *job, IBackgroundCopyFile *file)
{ CALLED(6, (void *)file == &file_object); }
static HRESULT STDMETHODCALLTYPE on_ranges(IBackgroundCopyCallback3 *this, IBackgroundCopyJob *job, IBackgroundCopyFile *file,
                                           DWORD count, const BG_FILE_RANGE *given)
{ CALLED(7, (void *)file == &file_object && are_ranges(count, given)); }

#define FILL(filled, slots_of) do { void **slots = (void **)&slots_of; \
    for (size_t i = 0; i < sizeof slots_of / sizeof *slots; i++) slots[i] = (void *)no_slot; \
    slots[0] = (void *)query; slots[1] = (void *)add_ref; slots[2] = (void *)release; \
    filled.vtable = slots; filled.references = 1; } while (0)

/* A job of ours: what is set is there, in each form of the union, and what it has comes out. */
static void drive_ours(IBackgroundCopyJob *made, HRESULT (*tell_job)(IBackgroundCopyJob5 *, const GUID *, Report))
{
    IBackgroundCopyJob5 *job;
    IBackgroundCopyJob3 *third;
    CALL(S_OK, IBackgroundCopyJob_QueryInterface(made, &IID_IBackgroundCopyJob5, (void **)&job));
    CALL(S_OK, IBackgroundCopyJob_QueryInterface(made, &IID_IBackgroundCopyJob3, (void **)&third));
    BITS_JOB_PROPERTY_VALUE value;
    value.Dword = 0x80000001;
    CALL(S_OK, IBackgroundCopyJob5_SetProperty(job, BITS_JOB_PROPERTY_ID_COST_FLAGS, value));
    value.ClsID = ID;
    CALL(S_OK, IBackgroundCopyJob5_SetProperty(job, BITS_JOB_PROPERTY_NOTIFICATION_CLSID, value));
    value.Uint64 = 0x0123456789ABCDEFull;
    CALL(S_OK, IBackgroundCopyJob5_SetProperty(job, BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, value));
    CALL(S_OK, IBackgroundCopyJob5_GetProperty(job, BITS_JOB_PROPERTY_ID_COST_FLAGS, &value));
    CHECK(value.Dword == 0x80000001);
    CALL(S_OK, IBackgroundCopyJob5_GetProperty(job, BITS_JOB_PROPERTY_NOTIFICATION_CLSID, &value));
    CHECK(IsEqualGUID(&value.ClsID, &ID));
    CALL(S_OK, IBackgroundCopyJob5_GetProperty(job, BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, &value));
    CHECK(value.Uint64 == 0x0123456789ABCDEFull);

    LPWSTR name;
    CALL(S_OK, IBackgroundCopyJob5_GetDisplayName(job, &name));
    CHECK(wcscmp(name, L"named by Rust") == 0);
    CoTaskMemFree(name);
    CALL(S_OK, IBackgroundCopyJob5_SetDisplayName(job, L"named by C"));
    CALL(S_OK, IBackgroundCopyJob5_GetDisplayName(job, &name));
    CHECK(wcscmp(name, L"named by C") == 0);
    CoTaskMemFree(name);
    GUID id;
    CALL(S_OK, IBackgroundCopyJob5_GetId(job, &id));

    CALL(S_OK, IBackgroundCopyJob3_AddFileWithRanges(third, L"http://c.test/a", L"C:\\a", 2, ranges));
    BG_JOB_PROGRESS progress;
    CALL(S_OK, IBackgroundCopyJob5_GetProgress(job, &progress));
    CHECK(progress.BytesTotal == BG_SIZE_UNKNOWN && progress.BytesTransferred == 0 && progress.FilesTotal == 1);
    IEnumBackgroundCopyFiles *files;
    IBackgroundCopyFile *file;
    IBackgroundCopyFile2 *second;
    ULONG fetched;
    CALL(S_OK, IBackgroundCopyJob5_EnumFiles(job, &files));
    CALL(S_OK, IEnumBackgroundCopyFiles_Next(files, 1, &file, &fetched));
    CHECK(fetched == 1);
    CALL(S_OK, IBackgroundCopyFile_QueryInterface(file, &IID_IBackgroundCopyFile2, (void **)&second));
    DWORD count;
    BG_FILE_RANGE *given;
    CALL(S_OK, IBackgroundCopyFile2_GetFileRanges(second, &count, &given));
    CHECK(are_ranges(count, given));
    CoTaskMemFree(given);
    IBackgroundCopyFile2_Release(second);
    IBackgroundCopyFile_Release(file);
    IEnumBackgroundCopyFiles_Release(files);
    CALL(S_OK, tell_job(job, &id, report));
    IBackgroundCopyJob3_Release(third);
    IBackgroundCopyJob5_Release(job);
}

static HMODULE library;
static void *export(const char *name)
{
    void *found = (void *)GetProcAddress(library, name);
    CHECK(found);
    return found;
}

int main(int count, char **arguments)
{
    IBackgroundCopyJob5Vtbl job_slots;
    IBackgroundCopyFileVtbl file_slots;
    IBackgroundCopyErrorVtbl error_slots;
    IDeliveryOptimizationJobVtbl delivery_job_slots;
    IBackgroundCopyCallback3Vtbl callback_slots;
    FILL(job_object, job_slots);
    FILL(file_object, file_slots);
    FILL(error_object, error_slots);
    FILL(delivery_job_object, delivery_job_slots);
    FILL(callback_object, callback_slots);
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
    delivery_job_slots.AddFileWithRanges = add_delivery;
    callback_slots.JobTransferred = on_transferred;
    callback_slots.JobError = on_error;
    callback_slots.JobModification = on_modification;
    callback_slots.FileTransferred = on_file;
    callback_slots.FileRangesTransferred = on_ranges;
    IBackgroundCopyJob *job = (void *)&job_object;
    IBackgroundCopyFile *file = (void *)&file_object;
    IBackgroundCopyError *error = (void *)&error_object;

    CHECK(count == 2);
    library = LoadLibraryA(arguments[1]);
    CHECK(library);
    IUnknown *(*make_callback)(Report, UINT) = export("make_callback");
    IBackgroundCopyJob *(*make_job)(void) = export("make_job");
    IDeliveryOptimizationJob *(*make_delivery_job)(Report) = export("make_delivery_job");
    HRESULT (*tell_job)(IBackgroundCopyJob5 *, const GUID *, Report) = export("tell_job");
    HRESULT (*drive_job)(void *, Report) = export("drive_job");
    HRESULT (*drive_delivery_job)(void *) = export("drive_delivery_job");
    HRESULT (*drive_callback)(void *, void *, void *, void *, Report) = export("drive_callback");

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
    CALL(S_OK, drive_delivery_job(&delivery_job_object));
    CALL(S_OK, drive_callback(&callback_object, job, file, error, report));
    CHECK(called[3] == 3 && called[4] == 3 && called[5] == 3 && called[6] == 2 && called[7] == 1);

    IBackgroundCopyJob *ours = make_job();
    CHECK(ours);
    drive_ours(ours, tell_job);
    IBackgroundCopyJob_Release(ours);
    IDeliveryOptimizationJob *delivery_job = make_delivery_job(report);
    CALL(S_OK, IDeliveryOptimizationJob_AddFileWithRanges(delivery_job, L"a file", L"http://c.test/a", L"C:\\a", 2, ranges,
                                                          0xFEDCBA9876543210ull));
    CHECK(IDeliveryOptimizationJob_Release(delivery_job) == 0);

    CHECK(job_object.references == 1 && file_object.references == 1 && error_object.references == 1);
    CHECK(delivery_job_object.references == 1 && callback_object.references == 1);
    printf("called %d\n", called[3] + called[4] + called[5] + called[6] + called[7]);
    printf("calls %d\n", calls);
    return 0;
}
