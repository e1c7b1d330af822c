import type { MessagesOf } from '../messages.ts';
import type { en } from './en.ts';

/** What waits for a second person, in words to decide by, in Arabic. */
export const ar: MessagesOf<typeof en> = {
  'waits.bulletin': 'سيُنشر: {type} {number}، عن الفترة {from} – {to}. {whom}',
  'waits.everyone': 'يمكن للجميع قراءته.',
  'waits.forOthers': 'القراء: {audience}.',
  'waits.erratum': 'سيصدر تصويب للتقرير {number}: {reason}',
  'waits.change': '{figure}: كان {was}، صار {is}',
  'waits.key': 'يوقّع مفتاح {name} منذ ذلك الحين بصفة: {role}.',
  'waits.keyEnd': 'لن يوقّع المفتاح {kid} شيئًا بعد ذلك.',
  'waits.member': 'يصبح {handle} عضوًا، بالأدوار: {roles}.',
  'waits.renew': 'يحصل {handle} على وسيلة دخول جديدة، وتنتهي السابقة.',
  'waits.end': 'لن يكون {handle} عضوًا بعد ذلك: {reason}',
  'waits.line': 'يمر الخط {name} كما رُسم، ابتداءً من {from}.',
  'waits.zone': 'تقع المنطقة {name} كما رُسمت، ابتداءً من {from}.',
  'waits.erase': 'يُتلف محتوى قيود عددها {n}: {indexes}. السبب: {reason}',
  'waits.eraseDetail': 'تُتلف تفاصيل قيود عددها {n}: {indexes}. السبب: {reason}',
  'waits.rules': 'تُحدَّد قواعد البعثة «{title}» من جديد.',
  'waits.fusion': 'تُجمَّع البلاغات وفق نماذج أجهزة الرصد من الإصدار {version}.',
  'waits.engine': 'تنتقل البعثة إلى الإصدار {version} من هذا البرنامج.',
  'waits.text': 'يسري النص «{title}» بوصفه الإصدار {version}.',
  'waits.asData': 'عرضه كبيانات',
  'type.daily': 'تقرير يومي',
  'type.weekly': 'تقرير أسبوعي',
  'type.spot': 'تقرير عاجل',
  'type.thematic': 'تقرير موضوعي',
  'done.agreedNext': 'نُفّذ في الحال وهو مثبت في السجل. تجده أدناه في «ما بُتّ فيه».',
  'done.refusedNext': 'لم يُفعل شيء. يقرأ من طلبه سببك أدناه في «ما بُتّ فيه»، ويمكنه الطلب من جديد.',
  'done.takenBack': 'سُحب الطلب.',
  'done.takenBackNext': 'لن يتمكن أحد من الموافقة عليه. ويمكنك طلبه من جديد.',
  'waits.count': 'الحوادث المحسوبة',
};
