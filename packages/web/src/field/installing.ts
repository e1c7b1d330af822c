/** The file of the service worker, beside the page; vite writes it under this name. */
const WORKER = '/field-worker.js';
export const SCOPE = '/field';

/** How the form stands on this device. */
export interface Installed {
  /** Everything that it needs lies on the device. */
  readonly offline: boolean;
  /** A newer version lies ready; it takes over when it is told to. */
  readonly newer?: ServiceWorker;
}

/** Puts the form on the device, and calls back whenever that changes. Answers how to stop listening. */
export function keepForm(heard: (installed: Installed) => void): () => void {
  let stopped = false;
  const told = (registration: ServiceWorkerRegistration) => {
    if (stopped) return;
    const { active, waiting } = registration;
    heard({ offline: active !== null, ...(waiting !== null && active !== null ? { newer: waiting } : {}) });
  };
  const register = async (): Promise<void> => {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.register(WORKER, {
      scope: SCOPE,
      updateViaCache: 'none',
    });
    const watch = (worker: ServiceWorker | null) =>
      worker?.addEventListener('statechange', () => told(registration));
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    told(registration);
  };
  // Without a network there is nothing to register; what was put here before serves.
  register().catch(async () => {
    const known = await navigator.serviceWorker?.getRegistration(SCOPE).catch(() => undefined);
    if (known !== undefined) told(known);
  });
  return () => {
    stopped = true;
  };
}

/** Lets the newer version take over, and opens the form in it. */
export function takeNewer(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
    once: true,
  });
  worker.postMessage('take-over');
}

/** Asks the browser not to throw away what is kept here when it runs out of room. */
export async function askToKeep(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}
