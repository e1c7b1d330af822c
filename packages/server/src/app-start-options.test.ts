import { expect, test } from 'vitest';
import { greeting } from './app-start-options.ts';

const RUNNING = {
  ...{ url: 'http://127.0.0.1:8370', place: { folder: '/srv/data' }, exercise: true },
  firstRun: () => 'code-of-this-start' as string | undefined,
};

test('whoever starts the exercise is told the two things that can be done, each with its address', () => {
  const told = greeting(RUNNING);
  const [first = '', second = ''] = told.split(/^ {2}[12]\. /m).slice(1);
  expect(first).toContain('act in it as any of its people');
  expect(first).toContain('http://localhost:8370/\n');
  expect(first).toContain('as whom you look');
  expect(second).toContain('Begin a real mission');
  expect(second).toContain('npx armistice mission new my-mission');
  expect(second).toContain('npm start -- --mission my-mission --data my-mission-data');
  // What makes an administrator of the exercise begins no mission.
  expect(told).toMatch(/Sign in: http:\/\/localhost:8370\/first-run#code-of-this-start/);
  expect(told).not.toMatch(/^ *Begin:/m);
});

test('reached from elsewhere, nobody is promised to look as somebody without signing in', () => {
  const told = greeting({ ...RUNNING, reached: 'https://room.example' });
  expect(told).toContain('https://room.example/\n');
  expect(told).not.toContain('as whom you look');
});

test('a mission of one’s own begins with its administrator, and speaks of no exercise', () => {
  const told = greeting({ ...RUNNING, exercise: false });
  expect(told).toMatch(/Begin: +http:\/\/localhost:8370\/first-run#code-of-this-start/);
  expect(told).not.toMatch(/exercise/i);
  expect(greeting({ ...RUNNING, exercise: false, firstRun: () => undefined })).not.toContain('first-run');
});
