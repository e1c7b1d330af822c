import type { FieldName, Lacking } from '../../field/compose.ts';
import type { Form, FormChange, FormWhere, Some } from '../../field/form.ts';
import type { Outgoing } from '../../field/kept.ts';

/** Changes some fields; one that is undefined is emptied. What took a while gives a function of the form as it is by then. */
export type Change = (change: FormChange) => void;

/** What every part of the form is given. */
export interface PartProps {
  readonly form: Form;
  readonly change: Change;
  /** What is missing of a field, once sending was tried. */
  readonly fault: (name: FieldName) => Lacking | undefined;
}

export interface WhereProps {
  readonly where: FormWhere;
  readonly onWhere: (some: Some<FormWhere>) => void;
}

/** From the list to a form: a new one, or one that takes a report back to mend it. */
export interface Writing {
  readonly onWrite: (form: Form) => void;
  readonly onMend: (item: Outgoing, form: Form) => void;
}
