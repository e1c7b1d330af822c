import type { MessagesOf } from '../messages.ts';
import type { receipts as en } from './en-receipts.ts';

/** What is said of receipts in Arabic. */
export const receipts: MessagesOf<typeof en> = {
  'receipt.index': 'القيد رقم {n} في السجل.',
  'receipt.kept': 'وعد السجل الموقّع محفوظ هنا.',
  'receipt.none': 'جاء الوعد مع جواب سابق ضاع؛ والبلاغ في السجل.',
  'receipt.signed': 'جرى التحقق على هذا الجهاز: السجل وقّع هذا الوعد.',
  'receipt.notSigned':
    'جرى التحقق على هذا الجهاز: لم يوقّع أي سجل من سجلات هذه البعثة هذا الوعد. احتفظ به وأخبر الضابط المناوب.',
  'receipt.save': 'احفظ الإيصال',
  'receipts.title': 'الإيصالات',
  'receipts.says':
    'بوعد السجل الموقّع يثبت أي أحد إسقاط بلاغ. الملفات المحفوظة غير مختومة: فيها أرقام وأوقات.',
  'receipts.save': 'احفظ كل الإيصالات',
};
