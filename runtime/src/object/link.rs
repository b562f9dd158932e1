//! The way from the trait of a callback to the interfaces of its object. An attribute knows nothing
//! but the path of the trait.

use windows_core::Interface;

/// The supertrait by which the trait of a callback names the [`Chain`](super::Chain) with its slots.
/// Every type implements it.
///
/// ```
/// use comidl::object::Through;
///
/// struct LampEventsChain;
/// trait LampEvents: Through<LampEventsChain> {}
///
/// type ChainOf<T> = <T as Through<LampEventsChain>>::Chain;
/// let _: ChainOf<u8> = LampEventsChain;
/// ```
pub trait Through<C> {
    /// The chain: `C` itself.
    type Chain;
}

impl<C, T: ?Sized> Through<C> for T {
    type Chain = C;
}

/// One interface of a chain: the most derived one has number 0, its base has number 1, and so on.
/// IUnknown has no number, since each chain ends there.
///
/// `T` is the type of a callback; the interface is the same for all `T`. The parameter is there for the
/// compiler: in the crate of a program, where `From` is implemented for the interface, it resolves this
/// type only with a type of that crate among the arguments.
pub trait Link<T, const NUMBER: usize> {
    /// The interface.
    type Interface: Interface;
}

/// A chain whose trait has a constant that chooses events.
pub trait Events {
    /// The constant's type: a set of flags.
    type Flags;
}
