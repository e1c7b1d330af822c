import type { MessagesOf } from '../messages.ts';
import type { en } from './en.ts';

/** What waits for a second person, in words to decide by, in Russian. */
export const ru: MessagesOf<typeof en> = {
  'waits.bulletin': 'Будет издан: {type} {number}, за период {from} – {to}. {whom}',
  'waits.everyone': 'Прочесть сможет каждый.',
  'waits.forOthers': 'Читатели: {audience}.',
  'waits.erratum': 'Будет издано исправление к {number}: {reason}',
  'waits.change': '{figure}: было {was}, стало {is}',
  'waits.key': 'Ключ {name} с этого времени подписывает как: {role}.',
  'waits.keyEnd': 'Ключ {kid} больше ничего не подписывает.',
  'waits.member': '{handle} станет участником; роли: {roles}.',
  'waits.renew': '{handle} получит новый способ входа; прежний перестанет действовать.',
  'waits.end': '{handle} больше не будет участником: {reason}',
  'waits.line': 'Линия {name} пройдёт так, как она начерчена, с {from}.',
  'waits.zone': 'Зона {name} будет лежать так, как она начерчена, с {from}.',
  'waits.erase': 'Будет уничтожено содержание записей, количество {n}: {indexes}. Причина: {reason}',
  'waits.eraseDetail': 'Будут уничтожены подробности записей, количество {n}: {indexes}. Причина: {reason}',
  'waits.rules': 'Правила миссии «{title}» будут установлены заново.',
  'waits.fusion': 'Сообщения будут группироваться по моделям датчиков версии {version}.',
  'waits.engine': 'Миссия перейдёт на версию {version} этой программы.',
  'waits.text': 'Текст «{title}» вступит в силу как версия {version}.',
  'waits.act': '{handle} просит о следующем: {act}.',
  'waits.ownAct': 'Вы просили о следующем: {act}.',
  'done.act': 'Действие: {act}.',
  'waits.asData': 'Показать как данные',
  'type.daily': 'Ежедневный отчёт',
  'type.weekly': 'Еженедельный отчёт',
  'type.spot': 'Срочное сообщение',
  'type.thematic': 'Тематический отчёт',
  'done.agreedNext': 'Это выполнено сразу и записано в реестре. Оно стоит ниже, в разделе «Решённые».',
  'done.refusedNext':
    'Ничего не сделано. Кто просил, прочтёт вашу причину ниже, в разделе «Решённые», и сможет попросить снова.',
  'done.takenBack': 'Отозвано.',
  'done.takenBackNext': 'Согласиться уже никто не сможет. Можно попросить снова.',
  'waits.count': 'Учтённые инциденты',
};
