import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

interface ChipsProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly value: T | undefined;
  readonly error?: string | undefined;
  readonly large?: boolean;
  /** Laid out around whoever faces north. */
  readonly rose?: boolean;
  readonly onChange: (value: T) => void;
  readonly children?: ReactNode;
}

/** One of some, each as large as a thumb in a glove. */
export function Chips<T extends string>({
  legend,
  name,
  options,
  value,
  error,
  large = false,
  rose = false,
  onChange,
  children,
}: ChipsProps<T>) {
  const id = useId();
  return (
    <fieldset className={styles.chips} aria-describedby={error === undefined ? undefined : id}>
      <legend>{legend}</legend>
      {children}
      <div className={rose ? styles.rose : large ? `${styles.options} ${styles.large}` : styles.options}>
        {options.map(([each, label]) => (
          <label key={each} className={styles.chip}>
            <input
              type="radio"
              name={name}
              value={each}
              checked={value === each}
              onChange={() => onChange(each)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {error === undefined ? null : (
        <p id={id} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
