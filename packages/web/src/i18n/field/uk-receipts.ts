import type { MessagesOf } from '../messages.ts';
import type { receipts as en } from './en-receipts.ts';

/** What is said of receipts in Ukrainian. */
export const receipts: MessagesOf<typeof en> = {
  'receipt.index': 'Запис номер {n}.',
  'receipt.kept': 'Підписана обіцянка журналу зберігається тут.',
  'receipt.none': 'Обіцянка була в попередній відповіді, яка загубилася; повідомлення є в реєстрі.',
  'receipt.signed': 'Перевірено на цьому пристрої: журнал підписав цю обіцянку.',
  'receipt.notSigned':
    'Перевірено на цьому пристрої: жоден журнал цієї місії не підписав цієї обіцянки. Збережіть її і скажіть черговому офіцеру.',
  'receipt.save': 'Зберегти квитанцію',
  'receipts.title': 'Квитанції',
  'receipts.says':
    'З підписаною обіцянкою журналу будь-хто може довести, що повідомлення пропустили. Збережені файли не запечатані: у них видно номери записів і час.',
  'receipts.save': 'Зберегти всі квитанції',
};
