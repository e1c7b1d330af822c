import { useEffect, useRef, useState } from 'react';
import type { FieldDevice } from '../../field/device.ts';
import type { Form } from '../../field/form.ts';
import { keeping } from '../../field/keeping.ts';

const PAUSE_MS = 400;

interface Autosave {
  /** Something of the form was kept. */
  readonly kept: boolean;
  /** It is kept as it stands. */
  readonly current: boolean;
  /** What was tried last could not be kept. */
  readonly failed: boolean;
  /** Keeps what the form is now; answers whether it is on the device. */
  now(): Promise<boolean>;
  stop(): Promise<void>;
  goOn(): void;
}

/** Keeps the form, sealed, shortly after each change. Nothing is kept of a form in which nothing was filled. */
export function useAutosave(form: Form, first: Form, draft: string, device: FieldDevice): Autosave {
  const [kept, setKept] = useState<Form>();
  const [failed, setFailed] = useState(false);
  const [writes] = useState(() =>
    keeping(first, (next) =>
      device.save({ is: 'draft', id: draft, changed: new Date().toISOString(), form: next }),
    ),
  );
  const keep = async (): Promise<boolean> => {
    const became = await writes.keep(form);
    setFailed(became === 'not-kept');
    if (became === 'kept' && form !== first) setKept(form);
    return became === 'kept';
  };
  const now = useRef(keep);
  now.current = keep;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the form starts the pause anew.
  useEffect(() => {
    const timer = setTimeout(() => void now.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [form]);
  // Locked meanwhile, or left: what was written last is kept all the same.
  useEffect(() => () => void now.current(), []);
  return {
    kept: kept !== undefined,
    current: kept === form,
    failed,
    now: () => now.current(),
    stop: writes.stop,
    goOn: writes.goOn,
  };
}
