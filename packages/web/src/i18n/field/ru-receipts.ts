import type { MessagesOf } from '../messages.ts';
import type { receipts as en } from './en-receipts.ts';

/** What is said of receipts in Russian. */
export const receipts: MessagesOf<typeof en> = {
  'receipt.index': 'Запись номер {n}.',
  'receipt.kept': 'Подписанное обещание журнала хранится здесь.',
  'receipt.none': 'Обещание было в прежнем ответе, который потерялся; сообщение есть в реестре.',
  'receipt.signed': 'Проверено на этом устройстве: журнал подписал это обещание.',
  'receipt.notSigned':
    'Проверено на этом устройстве: ни один журнал этой миссии не подписал это обещание. Сохраните его и скажите дежурному офицеру.',
  'receipt.save': 'Сохранить квитанцию',
  'receipts.title': 'Квитанции',
  'receipts.says':
    'С подписанным обещанием журнала любой может доказать, что сообщение пропустили. Сохранённые файлы не запечатаны: в них видны номера записей и время.',
  'receipts.save': 'Сохранить все квитанции',
};
