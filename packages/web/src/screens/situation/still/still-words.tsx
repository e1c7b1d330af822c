import { useLayoutEffect, useMemo, useRef } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import { pixelIn, type View } from '../../../map/camera.ts';
import { keepApart } from '../../../map/words-apart.ts';
import type { Laws } from '../use-law.ts';
import { wordsOf } from '../words-of.ts';
import styles from './still.module.css';

/** Names of towns, lines and zones on a still map, where the map engine puts them. All of it is said elsewhere. */
export function StillWords({ laws, view }: { readonly laws: Laws; readonly view: View }) {
  const { language, number } = useSpeech();
  const words = useMemo(() => wordsOf(laws, language, number), [laws, language, number]);
  const sheet = useRef<HTMLDivElement>(null);
  const pixel = pixelIn(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where they stand decides where there is room
  useLayoutEffect(() => {
    keepApart([...(sheet.current?.children ?? [])].filter((one) => one instanceof HTMLElement));
  }, [words, view]);
  return (
    <div className={styles.words} ref={sheet} dir="ltr" aria-hidden="true">
      {words.map(({ key, at, text, style, anchor, offset: [right, down] }) => {
        const [x, y] = pixel(at);
        const part = anchor === 'left' ? '0, -50%' : '-50%, 0';
        const transform = `translate(${part}) translate(${Math.round(x + right)}px, ${Math.round(y + down)}px)`;
        return (
          <span key={key} className={style} style={{ transform }}>
            {text}
          </span>
        );
      })}
    </div>
  );
}
