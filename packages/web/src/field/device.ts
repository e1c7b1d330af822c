import { type Acknowledged, fuller, mayStillWrite, outgoingIn } from './answers.ts';
import type { FieldStore } from './database.ts';
import { type Form, sameAgain } from './form.ts';
import {
  doneOf,
  isKept,
  isOwed,
  type Kept,
  type KeptDraft,
  type KeptSettings,
  NO_SETTINGS,
  namedBy,
  type Outgoing,
  photoIds,
} from './kept.ts';
import { type Round, sendOwed, type Transport, waitBefore } from './queue.ts';
import { openBytes, openValue, type Sealed, sealBytes, sealValue } from './sealing.ts';

/** What an unlocked device shows. A new object at every change. */
export interface DeviceView {
  readonly drafts: readonly KeptDraft[];
  readonly outgoing: readonly Outgoing[];
  readonly settings: KeptSettings;
  readonly sending: boolean;
  readonly round: Round | undefined;
  /** Records that do not open: changed by somebody, or torn. */
  readonly unreadable: number;
}

type Way = (token: string | undefined) => Transport;

/** A device whose data key is in memory. Everything that it holds is written sealed before it is shown as kept. */
export class FieldDevice {
  readonly #store: FieldStore;
  readonly #key: CryptoKey;
  readonly #way: Way;
  readonly #kept = new Map<string, Kept>();
  readonly #heard = new Set<() => void>();
  #unreadable = 0;
  #round: Round | undefined;
  #sending = false;
  #again = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #destroyed = false;
  #view: DeviceView | undefined;
  #clockSeen = false;
  /** What has gone out and is not answered: its answer is kept also where the form locks meanwhile. */
  #onItsWay: OnItsWay | undefined;
  readonly #writes = new Set<Promise<unknown>>();

  private constructor(store: FieldStore, key: CryptoKey, way: Way) {
    this.#store = store;
    this.#key = key;
    this.#way = way;
  }

  static async open(store: FieldStore, key: CryptoKey, way: Way): Promise<FieldDevice> {
    const device = new FieldDevice(store, key, way);
    await device.#readAll();
    return device;
  }

  async #readAll(): Promise<void> {
    const photos: string[] = [];
    for (const sealed of await this.#store.all()) {
      if (sealed.id.startsWith(PHOTO)) {
        photos.push(sealed.id);
        continue;
      }
      const value = await openValue(this.#key, sealed).catch(() => undefined);
      if (isKept(value)) this.#kept.set(value.id, value);
      else this.#unreadable += 1;
    }
    // A torn draft may name any of them.
    if (this.#unreadable === 0) await this.#dropLoose(photos).catch(() => undefined);
  }

  /**
   * Drops photographs that nothing names: those that were taken as the form locked. Only at the second opening that finds
   * them so, as in another window a form may be open that names them and was not kept yet.
   */
  async #dropLoose(photos: readonly string[]): Promise<void> {
    const named = new Set([...this.#kept.values()].flatMap(namedBy));
    const loose = photos.filter((id) => !named.has(id));
    const { settings } = this.view();
    const before = settings.loose ?? [];
    if (loose.length === 0 && before.length === 0) return;
    const gone = loose.filter((id) => before.includes(id));
    await this.save({ ...settings, loose: loose.filter((id) => !gone.includes(id)) }, gone);
  }

  subscribe = (heard: () => void): (() => void) => {
    this.#heard.add(heard);
    return () => this.#heard.delete(heard);
  };

  view = (): DeviceView => {
    this.#view ??= this.#look();
    return this.#view;
  };

  #look(): DeviceView {
    const all = [...this.#kept.values()];
    return {
      drafts: all.filter((one) => one.is === 'draft').toSorted((a, b) => (a.changed > b.changed ? -1 : 1)),
      outgoing: all.filter((one) => one.is === 'outgoing').toSorted((a, b) => (a.made > b.made ? -1 : 1)),
      settings: all.find((one) => one.is === 'settings') ?? NO_SETTINGS,
      sending: this.#sending,
      round: this.#round,
      unreadable: this.#unreadable,
    };
  }

  #changed(): void {
    this.#view = undefined;
    for (const heard of this.#heard) heard();
  }

  /** Writes it sealed; resolves once it is on the device. */
  async save(one: Kept, drop: readonly string[] = []): Promise<void> {
    await this.#write(async () => this.#change([await sealValue(this.#key, one.id, one)], drop));
    if (this.#destroyed) return;
    this.#kept.set(one.id, one);
    for (const id of drop) this.#kept.delete(id);
    this.#changed();
  }

  /** Deletes a draft, or something that was acknowledged, with its photographs. */
  async drop(ids: readonly string[]): Promise<void> {
    await this.#write(() => this.#change([], ids));
    for (const id of ids) this.#kept.delete(id);
    this.#changed();
  }

  async keepPhoto(bytes: ArrayBuffer): Promise<string> {
    const id = `${PHOTO}${crypto.randomUUID()}`;
    await this.#write(async () => this.#change([await sealBytes(this.#key, id, bytes)]));
    return id;
  }

  /** Asked after the sealing, which takes a moment: what is being destroyed takes nothing more. */
  async #change(put: readonly Sealed[], drop?: readonly string[]): Promise<void> {
    if (!this.#destroyed) await this.#store.change(put, drop);
  }

  async #write(act: () => Promise<void>): Promise<void> {
    const writing = act();
    this.#writes.add(writing);
    await writing.finally(() => this.#writes.delete(writing));
  }

  /**
   * Resolves once nothing is being written, also by what a form wrote last as it was closed, and by the answer to what was
   * on its way; that is waited for no longer than a moment, as another window may wait for this.
   */
  async settled(): Promise<void> {
    const moment = new Promise((later) => setTimeout(later, ANSWER_MS));
    await Promise.race([this.#onItsWay?.answered.promise, moment]);
    do {
      await new Promise((later) => setTimeout(later));
      await Promise.allSettled(this.#writes);
    } while (this.#writes.size > 0);
  }

  /** Resolves once what was on its way as the form locked is answered, or is not waited for any more. */
  async answered(): Promise<void> {
    await this.#onItsWay?.answered.promise;
  }

  /** Its owner looked at the times of what waits: it goes, although clocks differ. */
  sendByThisClock(): Promise<void> {
    this.#clockSeen = true;
    return this.send();
  }

  async photoBytes(id: string): Promise<ArrayBuffer | undefined> {
    const sealed: Sealed | undefined = await this.#store.get(id);
    return sealed === undefined ? undefined : openBytes(this.#key, sealed);
  }

  /** Sends what is owed now; asked again meanwhile, once more after it. Goes on by itself while something is left. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = this.#sending;
    if (this.#sending || this.#closed || !this.view().outgoing.some(isOwed)) return;
    this.#sending = true;
    this.#changed();
    const { outgoing, settings } = this.view();
    try {
      this.#round = await sendOwed(outgoing, this.#queueStore(), this.#way(settings.token));
    } catch {
      // The device could not write: nothing is lost, as what is sent twice is one report.
      this.#round = { left: true };
    }
    this.#follow(undefined);
    this.#sending = false;
    this.#tries = this.#round.left ? this.#tries + 1 : 0;
    this.#changed();
    if (this.#again) return this.send();
    if (this.#round.left && !this.#closed)
      this.#timer = setTimeout(() => void this.send(), this.#round.after ?? waitBefore(this.#tries));
  }

  #queueStore() {
    return {
      waits: (id: string) => !this.#closed && this.#kept.has(id),
      save: async (item: Outgoing) => {
        if (item.standing.is === 'sending' && item.id !== this.#onItsWay?.id) this.#follow(item.id);
        try {
          await this.#saveSent(item);
        } finally {
          if (item.standing.is !== 'sending') this.#follow(undefined);
        }
      },
      photoBytes: (id: string) => this.photoBytes(id),
      clockSeen: this.#clockSeen,
      now: () => new Date().toISOString(),
    };
  }

  #follow(id: string | undefined): void {
    this.#onItsWay?.answered.resolve();
    this.#onItsWay = id === undefined ? undefined : { id, answered: Promise.withResolvers() };
  }

  /**
   * What is on the device counts as it is now: another window, or this one unlocked anew, may have had an answer meanwhile,
   * and what the log acknowledged once stays so. Of that nothing else is kept: its photographs go, its words and its form.
   */
  async #saveSent(item: Outgoing): Promise<void> {
    if (this.#closed ? this.#onItsWay?.id !== item.id : !this.#kept.has(item.id)) return;
    const there = await outgoingIn(this.#store, this.#key, item.id);
    if (this.#closed && !mayStillWrite(item, there)) return;
    const before = there?.standing.is === 'acknowledged' ? there.standing : undefined;
    if (item.standing.is !== 'acknowledged')
      return there === undefined || before === undefined ? this.#keepAnswered(item) : this.#adopt(there);
    const standing: Acknowledged = fuller(item.standing, before);
    const done = { what: { done: doneOf(item.what) }, form: sameAgain(item.form as Form) };
    await this.#keepAnswered({ ...item, ...done, standing }, photoIds(item.photos));
  }

  /** Shows what is on the device already. */
  #adopt(there: Outgoing): void {
    if (this.#closed) return;
    this.#kept.set(there.id, there);
    this.#changed();
  }

  /** A locked form writes it sealed, and holds nothing of it. */
  async #keepAnswered(item: Outgoing, drop: readonly string[] = []): Promise<void> {
    if (!this.#closed) return this.save(item, drop);
    await this.#write(async () => this.#change([await sealValue(this.#key, item.id, item)], drop));
  }

  /** Locks: nothing is shown or sent any more. Only the answer to what is on its way is still written, sealed. */
  lock(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#kept.clear();
    this.#heard.clear();
    this.#view = undefined;
  }

  /** Locks, and writes nothing more, whatever is answered: what is kept here is being destroyed. */
  close(): void {
    this.#destroyed = true;
    this.lock();
    this.#follow(undefined);
  }
}

/** How long whoever locks waits for an answer, where another window is to open what is kept. */
const ANSWER_MS = 3_000;

interface OnItsWay {
  readonly id: string;
  readonly answered: PromiseWithResolvers<void>;
}

/** How ids of photographs begin; everything else is told apart inside of its seal alone. */
const PHOTO = 'p-';
