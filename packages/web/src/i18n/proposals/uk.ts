import type { MessagesOf } from '../messages.ts';
import type { en } from './en.ts';

/** What waits for a second person, in words to decide by, in Ukrainian. */
export const uk: MessagesOf<typeof en> = {
  'waits.bulletin': 'Буде видано: {type} {number}, про період {from} – {to}. {whom}',
  'waits.everyone': 'Прочитати зможе кожен.',
  'waits.forOthers': 'Читачі: {audience}.',
  'waits.erratum': 'Буде видано виправлення до {number}: {reason}',
  'waits.change': '{figure}: було {was}, стало {is}',
  'waits.key': 'Ключ {name} відтоді підписуватиме як: {role}.',
  'waits.keyEnd': 'Ключ {kid} більше нічого не підписуватиме.',
  'waits.member': '{handle} стане учасником; ролі: {roles}.',
  'waits.renew': '{handle} отримає новий спосіб входу; попередній утратить силу.',
  'waits.end': '{handle} більше не буде учасником: {reason}',
  'waits.line': 'Лінія {name} проходитиме так, як її накреслено, з {from}.',
  'waits.zone': 'Зона {name} лежатиме так, як її накреслено, з {from}.',
  'waits.erase': 'Буде знищено зміст записів, кількість {n}: {indexes}. Причина: {reason}',
  'waits.eraseDetail': 'Буде знищено подробиці записів, кількість {n}: {indexes}. Причина: {reason}',
  'waits.rules': 'Правила місії «{title}» буде встановлено наново.',
  'waits.fusion': 'Повідомлення групуватимуться за моделями датчиків версії {version}.',
  'waits.engine': 'Місія перейде на версію {version} цієї програми.',
  'waits.text': 'Текст «{title}» набуде чинності як версія {version}.',
  'waits.act': '{handle} просить про таке: {act}.',
  'waits.ownAct': 'Ви просили про таке: {act}.',
  'done.act': 'Дія: {act}.',
  'waits.asData': 'Показати як дані',
  'type.daily': 'Щоденний звіт',
  'type.weekly': 'Тижневий звіт',
  'type.spot': 'Термінове повідомлення',
  'type.thematic': 'Тематичний звіт',
  'done.agreedNext': 'Це виконано відразу й записано в реєстрі. Воно стоїть нижче, у розділі «Вирішені».',
  'done.refusedNext':
    'Нічого не зроблено. Хто просив, прочитає вашу причину нижче, у розділі «Вирішені», і зможе попросити знову.',
  'done.takenBack': 'Відкликано.',
  'done.takenBackNext': 'Погодитися вже ніхто не зможе. Можна попросити знову.',
  'waits.count': 'Враховані інциденти',
};
