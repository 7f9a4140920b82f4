import type { Store } from '../../shared/store/interface.ts';

/** The same store, with some of its methods replaced. */
export const withMethods = (store: Store, methods: Partial<Store>): Store =>
  new Proxy(store, {
    get: (target, property) => {
      const replaced: unknown = Reflect.get(methods, property);
      const member: unknown = replaced ?? Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
