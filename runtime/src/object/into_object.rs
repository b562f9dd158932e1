//! The way from the values of a program to interfaces of new objects.

use super::{Agile, AgileStored, Chain, First, Stored, create};
use windows_core::{GUID, IUnknown, Interface};

/// A value that becomes an object. An attribute implements it for a struct.
///
/// The bindings have a `From` for each of their interfaces, which takes any value that becomes an object with
/// that interface.
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't made a callback",
    label = "not a callback",
    note = "`#[comidl::callback(TheTrait)]` on a struct makes it one"
)]
pub trait IntoObject: Sized + 'static {
    /// The first chain of the object, and what the object holds: a pair of both.
    type Parts: Parts<Value = Self>;

    /// A type that [`Serves`] each interface of the object that is asked for by `From`: the chain, if it is
    /// the only one.
    type Interfaces;
}

/// The first chain of an object, and what the object holds.
pub trait Parts {
    /// The value in the object.
    type Value;

    /// The chain.
    type Chain: Chain<First<Self::Stored>>;

    /// What the object holds.
    type Stored: Stored<Value = Self::Value>;
}

impl<C: Chain<First<S>>, S: Stored> Parts for (C, S) {
    type Value = S::Value;
    type Chain = C;
    type Stored = S;
}

/// Stands for objects that have the interface `I`, beside others. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "an object of `{Self}` has no `{I}`",
    label = "has other interfaces than `{I}`"
)]
pub trait Serves<I> {}

/// Makes an object of a value, and returns an interface of it.
///
/// # Panics
///
/// For an interface that the object doesn't have.
#[inline]
pub fn into_interface<T: IntoObject, I: Interface>(value: T) -> I {
    create_with::<<T::Parts as Parts>::Chain, <T::Parts as Parts>::Stored, I>(value)
}

/// Makes an object as [`create`] does, which any thread may call, and returns an interface of it.
///
/// # Panics
///
/// For an interface that the object doesn't have.
pub fn create_agile<C, S, I>(value: S::Value) -> Agile<I>
where
    C: Chain<First<S>>,
    S: AgileStored,
    I: Interface,
{
    // SAFETY: any thread may use what is stored in the object, by `AgileStored`'s contract.
    unsafe { Agile::new(create_with::<C, S, I>(value)) }
}

fn create_with<C: Chain<First<S>>, S: Stored, I: Interface>(value: S::Value) -> I {
    let object = create::<C, S>(value);
    let is_of_first = const { is_among(&I::IID, C::CLASS.iids()) };
    if is_of_first {
        // SAFETY: the vtables of the interfaces of a chain are beginnings of the vtable of the most derived one,
        // by `Chain`'s contract.
        unsafe { I::from_raw(object.into_raw()) }
    } else {
        object.cast().expect("the object has the interface")
    }
}

/// Returns whether an IID is IUnknown's or among others.
const fn is_among(iid: &GUID, iids: &[GUID]) -> bool {
    let iid = iid.to_u128();
    let mut index = 0;
    while index < iids.len() {
        if iids[index].to_u128() == iid {
            return true;
        }
        index += 1;
    }
    iid == IUnknown::IID.to_u128()
}
