//! From the trait of a callback to the interfaces of its object: all that an attribute knows is the
//! trait's path.

use windows_core::Interface;

/// What the trait of a callback derives from, to name the [`Chain`](super::Chain) that has its
/// slots. Everything implements it: it asks for nothing.
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

/// One interface of a chain: the one at its end is number 0, the one that it derives from number 1,
/// and so on. IUnknown isn't counted, since each chain ends there.
///
/// `T` is the type of a callback; the interface is the same for all. It is there because a type
/// with a local name in it is what lets a program's own crate see through this trait where it says
/// what the interface is made from.
pub trait Link<T, const NUMBER: usize> {
    /// The interface.
    type Interface: Interface;
}

/// What a chain has whose trait says by a constant which events it wants.
pub trait Events {
    /// The constant's type: a set of flags.
    type Flags;
}
