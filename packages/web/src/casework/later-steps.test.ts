import { expect, test } from 'vitest';
import type { StepMove } from './account.ts';
import { laterSteps } from './later-steps.ts';

const step = (to: string, more: Partial<StepMove> = {}): StepMove => ({
  ...{ act: `status: ${to}`, axis: 'status', from: 'alleged', to },
  ...{ allowed: true, roles: ['duty-officer'], needs: [], unmet: [] },
  ...more,
});

test('of what is alleged everything but an inquiry comes later, and each says what comes first', () => {
  const later = laterSteps('alleged', [step('under inquiry')]);
  expect(later).toEqual([
    { to: 'corroborated', needs: { is: 'status', from: ['under inquiry'] } },
    { to: 'verified', needs: { is: 'status', from: ['corroborated'] } },
    { to: 'refuted', needs: { is: 'status', from: ['under inquiry', 'corroborated'] } },
    { to: 'unable to verify', needs: { is: 'status', from: ['under inquiry', 'corroborated'] } },
  ]);
});

test('an incident of one origin is not corroborated by words: more origins come first', () => {
  const few = step('corroborated', {
    needs: ['not-own-report', 'origins'],
    unmet: ['it has 1, and needs 2'],
  });
  const open = [step('refuted'), step('unable to verify')];
  expect(laterSteps('under inquiry', [few, ...open])).toEqual([
    { to: 'corroborated', needs: { is: 'origins' } },
    { to: 'verified', needs: { is: 'status', from: ['corroborated'] } },
  ]);
});

test('what others may write names them, and where it stands now is no step', () => {
  const others = step('under inquiry', { allowed: false, why: 'no-right' });
  const later = laterSteps('verified', [others]);
  expect(later[0]).toEqual({ to: 'under inquiry', needs: { is: 'right', move: others } });
  expect(later.map(({ to }) => to)).not.toContain('verified');
});

test('a status on which an attribution rests is not opened again before that is taken back', () => {
  const rests = step('under inquiry', { needs: ['reason', 'nothing-rests-on-it'], unmet: ['it rests'] });
  expect(laterSteps('verified', [rests])[0]).toEqual({ to: 'under inquiry', needs: { is: 'rests' } });
});
