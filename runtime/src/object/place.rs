//! Where the value of an object is, seen from an interface pointer, and which threads may use it.

use super::unknown::{UNKNOWN, add_ref, query_interface, release};
use super::{AnyThread, Chain, Object, ObjectType};
use crate::fault::{CallbackFault, FaultCause, report};
use std::any::type_name;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, offset_of};
use std::thread::ThreadId;
use windows_core::{GUID, HRESULT, IUnknown_Vtbl};

/// What an object holds: a value, and what else it takes to use it.
///
/// # Safety
///
/// - With `IS_AGILE`, any thread may use the value, and several at a time. Otherwise `is_here` holds on the
///   thread alone that called `new`, and the drop leaves the value alone on other threads.
/// - At each offset of `FURTHER` there is a pointer to a vtable whose slots take [`Further`] of this type, and
///   whose interfaces have these IIDs.
pub unsafe trait Stored: 'static {
    /// The value.
    type Value: 'static;

    /// Whether any thread may use the value.
    const IS_AGILE: bool;

    /// The interface pointers behind the first one.
    const FURTHER: &'static [FurtherInterface] = &[];

    /// Returns what holds a value.
    fn new(value: Self::Value) -> Self;

    /// Returns whether this thread may use the value. It may, with `IS_AGILE`.
    fn is_here(&self) -> bool;

    /// Returns the value.
    ///
    /// # Safety
    ///
    /// This thread may use it.
    unsafe extern "C" fn get(&self) -> &Self::Value;
}

/// What an object holds that any thread may use.
///
/// # Safety
///
/// `IS_AGILE` holds.
#[diagnostic::on_unimplemented(
    message = "threads can't share an object of `{Self}`",
    label = "an object of one thread",
    note = "`#[comidl::callback(TheTrait)]`, without `local`, makes objects that threads share"
)]
pub unsafe trait AgileStored: Stored {}

/// An interface pointer of an object behind the first one.
#[derive(Debug)]
pub struct FurtherInterface {
    /// Its offset in the object.
    pub(super) offset: usize,
    /// The interfaces that its vtable serves, without IUnknown.
    pub(super) iids: &'static [GUID],
}

/// A value that threads share.
#[derive(Debug)]
#[repr(transparent)]
pub struct Shared<T>(T);

// SAFETY: the bounds say that threads may share it.
unsafe impl<T: AnyThread + 'static> Stored for Shared<T> {
    type Value = T;
    const IS_AGILE: bool = true;

    #[inline(always)]
    fn new(value: T) -> Self {
        Self(value)
    }

    #[inline(always)]
    fn is_here(&self) -> bool {
        true
    }

    #[inline(always)]
    unsafe extern "C" fn get(&self) -> &T {
        &self.0
    }
}

// SAFETY: `IS_AGILE` is set.
unsafe impl<T: AnyThread + 'static> AgileStored for Shared<T> {}

/// A value that lives on the thread that made it.
///
/// Where another thread releases the object last, the value is leaked, and the program's hook is told.
#[derive(Debug)]
pub struct Local<T: 'static> {
    thread: ThreadId,
    value: ManuallyDrop<T>,
}

// SAFETY: `is_here` compares threads, and the drop asks it.
unsafe impl<T: 'static> Stored for Local<T> {
    type Value = T;
    const IS_AGILE: bool = false;

    fn new(value: T) -> Self {
        Self {
            thread: std::thread::current().id(),
            value: ManuallyDrop::new(value),
        }
    }

    fn is_here(&self) -> bool {
        std::thread::current().id() == self.thread
    }

    #[inline(always)]
    unsafe extern "C" fn get(&self) -> &T {
        &self.value
    }
}

impl<T> Drop for Local<T> {
    fn drop(&mut self) {
        if self.is_here() {
            // SAFETY: it isn't used again.
            unsafe { ManuallyDrop::drop(&mut self.value) };
        } else {
            report(&CallbackFault::new(
                type_name::<T>(),
                "Drop",
                FaultCause::WrongThread,
            ));
        }
    }
}

/// A value behind several interface pointers: the first, and one for each of the chains `L`.
#[derive(Debug)]
#[repr(C)]
pub struct Several<S, L: Pointers> {
    pointers: L::Array,
    stored: S,
}

/// A tuple, for which an object has an interface pointer for each member.
pub trait Pointers: 'static {
    /// An array of as many pointers.
    type Array: 'static;
}

/// A tuple of chains, whose interfaces an object has beside those of its first chain.
///
/// # Safety
///
/// `FURTHER` has an entry for each member, and `pointers` returns the vtables of the chains, in their order.
pub unsafe trait Chains<S: Stored>: Pointers + Sized {
    /// The interfaces.
    const FURTHER: &'static [FurtherInterface];

    /// Returns the pointers.
    fn pointers() -> Self::Array;
}

// SAFETY: `stored` keeps the rules of threads; `pointers` is at the offsets of `FURTHER`, which `Chains` gives.
unsafe impl<S: Stored, L: Chains<S>> Stored for Several<S, L> {
    type Value = S::Value;
    const IS_AGILE: bool = S::IS_AGILE;
    const FURTHER: &'static [FurtherInterface] = L::FURTHER;

    fn new(value: S::Value) -> Self {
        Self {
            pointers: L::pointers(),
            stored: S::new(value),
        }
    }

    #[inline(always)]
    fn is_here(&self) -> bool {
        self.stored.is_here()
    }

    #[inline(always)]
    unsafe extern "C" fn get(&self) -> &S::Value {
        // SAFETY: the contract is the same.
        unsafe { self.stored.get() }
    }
}

// SAFETY: `IS_AGILE` is that of `S`.
unsafe impl<S: AgileStored, L: Chains<S>> AgileStored for Several<S, L> {}

/// Returns the offset of an interface pointer behind the first one.
const fn offset_of_further<S, L: Pointers>(number: usize) -> usize {
    offset_of!(Object<Several<S, L>>, value)
        + offset_of!(Several<S, L>, pointers)
        + number * size_of::<*const c_void>()
}

macro_rules! chains {
    ($count:literal: $($chain:ident $number:literal),*) => {
        impl<$($chain: 'static),*> Pointers for ($($chain,)*) {
            type Array = [*const c_void; $count];
        }

        // SAFETY: as many pointers as entries, in the same order.
        unsafe impl<S: Stored, $($chain: 'static),*> Chains<S> for ($($chain,)*)
        where
            $($chain: Chain<Further<S, Self, $number>>,)*
        {
            const FURTHER: &'static [FurtherInterface] = &[$(
                FurtherInterface {
                    offset: offset_of_further::<S, Self>($number),
                    iids: $chain::CLASS.iids(),
                },
            )*];

            fn pointers() -> Self::Array {
                [$($chain::CLASS.vtable()),*]
            }
        }
    };
}

chains! { 1: A 0 }
chains! { 2: A 0, B 1 }
chains! { 3: A 0, B 1, C 2 }
chains! { 4: A 0, B 1, C 2, D 3 }
chains! { 5: A 0, B 1, C 2, D 3, E 4 }
chains! { 6: A 0, B 1, C 2, D 3, E 4, F 5 }
chains! { 7: A 0, B 1, C 2, D 3, E 4, F 5, G 6 }

/// Where a slot finds the value, from the interface pointer that it is called with.
///
/// No panic leaves an `extern "C"` function. So the slots, of which there is a copy for each callback, hold no
/// code for one.
///
/// # Safety
///
/// For the interface pointer of an object, `stored` returns what that object holds, and `identity` the object's
/// first interface pointer. `UNKNOWN` has the slots of IUnknown for such a pointer. `OBJECT` describes the
/// object, for the first pointer.
pub unsafe trait Place: 'static {
    /// The value.
    type Value: 'static;

    /// What the object holds.
    type Stored: Stored<Value = Self::Value>;

    /// The object, if this is its first interface pointer.
    const OBJECT: Option<ObjectType>;

    /// The slots of IUnknown.
    const UNKNOWN: IUnknown_Vtbl;

    /// Returns what the object holds.
    ///
    /// # Safety
    ///
    /// `this` is the interface pointer at this place of an object, and somebody holds a reference to it for
    /// as long as the result is used.
    unsafe extern "C" fn stored<'a>(this: *mut c_void) -> &'a Self::Stored;

    /// Returns the first interface pointer of the object that has the interface pointer `this` at this place.
    extern "C" fn identity(this: *mut c_void) -> *mut c_void;
}

/// The first interface pointer of an object, which is its identity.
#[derive(Debug)]
pub struct First<S>(PhantomData<S>);

// SAFETY: the first pointer is the address of the object.
unsafe impl<S: Stored> Place for First<S> {
    type Value = S::Value;
    type Stored = S;
    const OBJECT: Option<ObjectType> = Some(ObjectType::of::<S>());
    const UNKNOWN: IUnknown_Vtbl = UNKNOWN;

    #[inline(always)]
    unsafe extern "C" fn stored<'a>(this: *mut c_void) -> &'a S {
        // SAFETY: the interface pointer is the address of the object, whose value is there until the last
        // reference goes, by the contract.
        unsafe { &(*this.cast::<Object<S>>()).value }
    }

    #[inline(always)]
    extern "C" fn identity(this: *mut c_void) -> *mut c_void {
        this
    }
}

/// An interface pointer of an object behind the first one.
#[derive(Debug)]
pub struct Further<S, L, const NUMBER: usize>(PhantomData<(S, L)>);

impl<S: Stored, L: Pointers, const NUMBER: usize> Further<S, L, NUMBER> {
    /// # Safety
    ///
    /// The contract of the object's own slot, for this pointer.
    unsafe extern "system" fn query_interface(
        this: *mut c_void,
        iid: *const GUID,
        interface: *mut *mut c_void,
    ) -> HRESULT {
        // SAFETY: the contract above.
        unsafe { query_interface(Self::identity(this), iid, interface) }
    }

    /// # Safety
    ///
    /// As above.
    unsafe extern "system" fn add_ref(this: *mut c_void) -> u32 {
        // SAFETY: the contract above.
        unsafe { add_ref(Self::identity(this)) }
    }

    /// # Safety
    ///
    /// As above.
    unsafe extern "system" fn release(this: *mut c_void) -> u32 {
        // SAFETY: the contract above.
        unsafe { release(Self::identity(this)) }
    }
}

// SAFETY: the offset is that at which `Several` has this pointer.
unsafe impl<S: Stored, L: Pointers, const NUMBER: usize> Place for Further<S, L, NUMBER> {
    type Value = S::Value;
    type Stored = S;
    const OBJECT: Option<ObjectType> = None;
    const UNKNOWN: IUnknown_Vtbl = IUnknown_Vtbl {
        QueryInterface: Self::query_interface,
        AddRef: Self::add_ref,
        Release: Self::release,
    };

    #[inline(always)]
    unsafe extern "C" fn stored<'a>(this: *mut c_void) -> &'a S {
        let object = Self::identity(this).cast::<Object<Several<S, L>>>();
        // SAFETY: the first pointer is the address of the object, whose value is there until the last reference
        // goes, by the contract.
        let held: &Several<S, L> = unsafe { &(*object).value };
        &held.stored
    }

    #[inline(always)]
    extern "C" fn identity(this: *mut c_void) -> *mut c_void {
        this.wrapping_byte_sub(const { offset_of_further::<S, L>(NUMBER) })
    }
}
