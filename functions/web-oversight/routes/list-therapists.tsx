import * as z from 'zod';
import { Region } from '../../../events/values.ts';
import { later, localDay } from '../../../shared/domain/office-days.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { choiceField, numberField, optionalField, tickField } from '../../../shared/web/form-fields.ts';
import { fillForm, gatherFields, parseForm } from '../../../shared/web/forms.ts';
import { TherapistsPage } from '../pages/therapists-page.tsx';
import { askedStates, chooseTherapists, readTherapists, roomByRegion } from '../queries/therapists-by-region.ts';

const aPage = 50;

const Asked = z.lazy(() =>
  z.object({
    state: choiceField(askedStates, { missing: 'Choose whom to show' }),
    region: optionalField(choiceField(Region.options, { missing: 'Choose one of the regions' })),
    within: optionalField(
      numberField({
        missing: 'Enter a number of days',
        wrong: 'Enter a whole number of days from 0 to 3,650, or leave it empty',
        min: 0,
        max: 3650,
      }),
    ),
    room: tickField,
    page: z.coerce.number().int().min(1).default(1).catch(0),
  }),
);

const queryOf = ({ state, region, within, room }: z.output<typeof Asked>): Record<string, string> => ({
  state,
  ...(region === undefined ? {} : { region }),
  ...(within === undefined ? {} : { within: String(within) }),
  ...(room ? { room: 'yes' } : {}),
});

/** The therapists that an address asks for; everybody who is with us, when it asks for nobody. */
export async function showTherapists(visit: Visit): Promise<Response> {
  const { c, deps, now } = visit;
  const fields = { state: 'with-us', ...gatherFields(new URL(c.req.url).searchParams) };
  const asked = parseForm(Asked, fields);
  if (!asked.ok) return show(visit, <TherapistsPage visit={visit} form={asked} found={undefined} />, 422);
  const { state, region, within, room, page } = asked.value;
  const { office } = deps.settings;
  const today = localDay(now, office);
  const lapsesBy = within === undefined ? undefined : localDay(later(now, { days: within }), office);
  const everybody = await readTherapists(deps, state);
  const chosen = chooseTherapists(everybody, { state, region, lapsesBy, hasRoom: room }, today);
  const last = Math.max(1, Math.ceil(chosen.length / aPage));
  if (page < 1 || page > last) return showMissing(visit);
  const found = {
    therapists: chosen.slice((page - 1) * aPage, page * aPage),
    count: chosen.length,
    regions: roomByRegion(chosen, today),
    query: queryOf(asked.value),
    next: page < last ? String(page + 1) : undefined,
    today,
  };
  return show(visit, <TherapistsPage visit={visit} form={fillForm(fields)} found={found} />);
}
