// Says, while somebody chooses, what a gift comes to and what Gift Aid would add. The page says the same of every choice
// without it: this only saves a sum in the head.
const pounds = (pence) =>
  new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: 'GBP',
    minimumFractionDigits: pence % 100 === 0 ? 0 : 2,
  }).format(pence / 100);

const penceIn = (typed) => {
  const plain = typed.trim().replace(/^£/, '').replaceAll(',', '');
  return /^\d{1,7}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
};

/** The sum of what is chosen in a form, in pence; undefined when nothing that makes a sum is. */
function sumOf(form, perPerson) {
  const { gift, people, amount } = Object.fromEntries(new FormData(form));
  switch (gift) {
    case 'one':
      return perPerson;
    case 'two':
      return 2 * perPerson;
    case 'more':
      return /^\d{1,3}$/.test(String(people).trim()) ? Number(people) * perPerson : undefined;
    case 'other':
      return penceIn(String(amount));
    default:
      return undefined;
  }
}

/** What stands beside a sum: how many sessions it pays for about, and what Gift Aid would add. */
function wordsFor(sum, perSession) {
  const sessions = Math.floor(sum / perSession);
  const pays = sessions === 0 ? '' : `, about ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`;
  return `Your gift: ${pounds(sum)}${pays}. With Gift Aid it is worth ${pounds(sum + Math.floor(sum / 4))}.`;
}

export function showLiveSums() {
  for (const output of document.querySelectorAll('output[data-per-person]')) {
    const { form } = output;
    if (form === null) continue;
    const { perPerson, perSession } = output.dataset;
    const show = () => {
      const sum = sumOf(form, Number(perPerson));
      output.textContent = sum === undefined || sum === 0 ? '' : wordsFor(sum, Number(perSession));
    };
    form.addEventListener('input', show);
    form.addEventListener('change', show);
    show();
  }
}
