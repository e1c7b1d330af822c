import type { MessagesOf } from '../messages.ts';
import type { receipts as en } from './en-receipts.ts';

/** What is said of receipts in French. */
export const receipts: MessagesOf<typeof en> = {
  'receipt.index': 'Entrée {n} du registre.',
  'receipt.kept': 'La promesse signée du journal est conservée ici.',
  'receipt.none': 'La promesse est venue avec une réponse perdue ; le registre a le rapport.',
  'receipt.signed': 'Vérifié sur cet appareil : le journal a signé cette promesse.',
  'receipt.notSigned':
    'Vérifié sur cet appareil : aucun journal de cette mission n’a signé cette promesse. Gardez-la et prévenez l’officier de permanence.',
  'receipt.save': 'Enregistrer le reçu',
  'receipts.title': 'Reçus',
  'receipts.says':
    'Avec la promesse signée du journal, chacun peut prouver qu’un rapport a été omis. Les fichiers enregistrés ne sont pas scellés : ils montrent numéros d’entrée et heures.',
  'receipts.save': 'Enregistrer tous les reçus',
};
