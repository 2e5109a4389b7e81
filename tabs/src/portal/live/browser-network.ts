/** What the browser says of the network: `false` is certain, `true` only a hope. */
export function browserNetwork(window: Window) {
  return {
    isOnline: () => window.navigator.onLine,
    subscribe: (changed: () => void) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
  };
}
