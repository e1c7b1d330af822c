import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import type { DeviceView, FieldDevice } from '../../field/device.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Chips } from './chips.tsx';
import { ErrorOf } from './error-of.tsx';
import styles from './field.module.css';
import { KindChoice } from './kind-choice.tsx';
import { MeansPart, MoreFields } from './more-fields.tsx';
import type { PartProps } from './parts.ts';
import { PhotosPart } from './photos-part.tsx';
import { WhenPart } from './when-part.tsx';
import { WherePart } from './where-part.tsx';

interface FormFieldsProps extends PartProps {
  readonly device: FieldDevice;
  readonly view: DeviceView;
  readonly onCamera: () => void;
  readonly onTaking: (taking: boolean) => void;
}

/** The fields of what is reported, in the order in which one would say it over the radio. */
export function FormFields({ form, change, fault, device, view, ...photos }: FormFieldsProps) {
  const part = { form, change, fault };
  const asEntry = form.about === 'coverage' || (form.about === 'access' && view.settings.token === undefined);
  const source = <SourcePart {...part} sources={view.settings.sources} />;
  // Asked first until the device has filed once; from then on it is filled in, and stands at the end.
  const unknown = view.settings.sources.length === 0;
  return (
    <>
      {unknown ? source : null}
      {form.about === 'report' ? <KindChoice {...part} /> : null}
      {form.about === 'access' ? <AnswerPart {...part} /> : null}
      <WhenPart {...part} />
      {asEntry ? <AreaPart {...part} areas={view.settings.areas} /> : null}
      {asEntry ? null : <WherePart {...part} device={device} places={view.settings.places} />}
      {form.about === 'report' ? <MoreFields {...part} /> : null}
      {form.about === 'coverage' ? <MeansPart {...part} /> : null}
      {form.about === 'coverage' ? null : <TextPart {...part} />}
      {asEntry ? null : <PhotosPart {...{ form, change, device, ...photos }} />}
      {unknown ? null : source}
    </>
  );
}

function AnswerPart({ form, change, fault }: PartProps) {
  const { r } = useRoom('field');
  const answers = ['denied', 'delayed', 'conditional'] as const;
  return (
    <>
      <Chips
        large
        name="answer"
        legend={r('access.answer')}
        options={answers.map((one) => [one, r(`access.${one}`)])}
        value={form.answer}
        error={fault('answer') === undefined ? undefined : r('need.answer')}
        onChange={(answer) => change({ answer })}
      />
      <NumberInput
        label={r('access.minutes')}
        name="minutes"
        size="lg"
        min={0}
        max={100_000}
        hideControls
        value={form.minutes ?? ''}
        onChange={(value) => change({ minutes: typeof value === 'number' ? value : undefined })}
      />
    </>
  );
}

function AreaPart({ form, change, fault, areas }: PartProps & { readonly areas: readonly string[] }) {
  const { r } = useRoom('field');
  return (
    <TextInput
      label={r('area.title')}
      description={r('area.says')}
      name="area"
      size="lg"
      list="field-areas"
      value={form.area}
      error={fault('area') === undefined ? undefined : r('need.area')}
      onChange={(event) => change({ area: event.currentTarget.value.trim().toLowerCase() })}
      rightSection={
        <datalist id="field-areas">
          {areas.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      }
    />
  );
}

function TextPart({ form, change }: PartProps) {
  const { r } = useRoom('field');
  return (
    <div className={styles.group}>
      <Textarea
        label={r(form.about === 'access' ? 'access.reason' : 'text.title')}
        description={r('text.says')}
        name="text"
        size="lg"
        rows={4}
        autoComplete="off"
        spellCheck={false}
        // Whoever writes in another language than the form's reads it in its own direction.
        dir="auto"
        maxLength={form.about === 'access' ? 2000 : 20_000}
        value={form.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={r('text.language')}
        name="lang"
        size="lg"
        value={form.lang}
        data={Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name }))}
        onChange={(event) => change({ lang: event.currentTarget.value })}
      />
    </div>
  );
}

function SourcePart({ form, change, fault, sources }: PartProps & { readonly sources: readonly string[] }) {
  const { r } = useRoom('field');
  return (
    <div className={styles.group}>
      <TextInput
        label={r('source.title')}
        description={r('source.says')}
        name="source"
        size="lg"
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={form.source}
        aria-invalid={fault('source') !== undefined}
        onChange={(event) => change({ source: event.currentTarget.value.trim().toLowerCase() })}
      />
      {sources.length < 2 ? null : (
        <Chips
          name="known-source"
          legend={r('source.known')}
          options={sources.map((one) => [one, one])}
          value={form.source}
          onChange={(source) => change({ source })}
        />
      )}
      <ErrorOf fault={fault('source')} says={r('need.source')} />
    </div>
  );
}
