/** What is missing, in honest words. */
export const gaps: Readonly<Record<string, string>> = {
  '3.5.4':
    'Public pages, console and portal share one host. Cookies, policy and roles keep them apart; hosts of their own would do so as well if a page of one were ever taken over.',
  '6.1.2': 'There is no list of words, such as the charity’s name, that a password may not hold.',
  '6.2.2': 'Only through “Forgot your password” on Cognito’s page: no page of the console leads there.',
  '6.2.11': 'Cognito cannot refuse words of our own, and nothing else does.',
  '6.5.5':
    'The links in a therapist’s mails work for days, not for ten minutes: an offer is answered when it is read. That link opens one case, is used up by the answer, and shows no name before; the one to their own clients lasts as the settings say, and shows no name either.',
  '7.4.3':
    'Password and authenticator are changed on Cognito’s page, which does not offer to end other sign-ins. “Your sign-ins” does so at any time.',
  '10.4.6': 'Our client always sends PKCE by S256, but Cognito cannot be told to refuse whoever does not.',
  '10.6.2': 'Cognito’s page for signing out asks nobody: a link to it ends that session, and not ours.',
  '11.2.2':
    'Ciphertexts name their algorithm and version, and KMS rotates its keys; but nothing yet seals again what was sealed before.',
  '11.5.1':
    'Sessions, links and keys have 256 random bits. Codes that people read out and type have 60 (a request) and 100 (a draft), behind doors that count tries.',
  '13.2.4':
    'Roles list every AWS resource a function may reach. Nothing lists the hosts on the internet: functions run outside a private network and could call any.',
  '13.2.5': 'As 13.2.4: the code calls three clients only, and no network holds it to that.',
  '15.2.1':
    'The times are written down, but nothing looks up known flaws of the libraries when the project is checked.',
};
