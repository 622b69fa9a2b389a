using System.Security.Cryptography;
using System.Text;
using Dashboard.Access.Authentication;
using Dashboard.Access.People;

namespace Dashboard.Access.Passwords;

/// <summary>
/// Finds out whose an address and a password are. Each try is counted before any work is done for it: on the account and
/// on the address it comes from, in a browser that is known to the account on that browser alone, so that strangers lock
/// nobody out.
/// </summary>
internal sealed class PasswordDoor(
    PersonTable table, PersonBook book, PasswordHashing hashing, AccountAttempts accounts, FailedAttempts addresses)
{
    public async Task<PasswordEntry> TryAsync(PasswordTry attempt, CancellationToken ct)
    {
        var account = PersonRules.EmailKey(attempt.Email);
        if (await FindKnownAsync(attempt, ct) is { } known)
        {
            return accounts.Begin(attempt.Browser!.Id) is { } pause
                ? new PasswordEntry.TooMany(pause)
                : await EnterAsync(attempt, known, attempt.Browser.Id, isStranger: false, ct);
        }

        var secret = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{attempt.Password}"));
        if ((addresses.Begin(attempt.From, secret) ?? accounts.Begin(account)) is { } wait)
        {
            return new PasswordEntry.TooMany(wait);
        }

        var details = await table.FindByEmailAsync(attempt.Email, ct);
        var entry = await EnterAsync(attempt, details, account, isStranger: true, ct);
        if (entry is not PasswordEntry.Wrong)
        {
            addresses.Undo(attempt.From, secret);
        }

        return entry;
    }

    private async Task<PasswordEntry> EnterAsync(
        PasswordTry attempt, PersonDetails? details, string counted, bool isStranger, CancellationToken ct)
    {
        // Whoever has no password is not looked up further, so that invited and unknown addresses take the same time.
        var person = details?.PasswordHash is null ? null : await book.FindAsync(details.PersonId, ct);
        var check = await hashing.CheckAsync(
            person is null ? null : details!.PasswordHash,
            attempt.Password,
            isStranger ? FailedAttempts.Network(attempt.From) : null,
            ct);
        switch (check)
        {
            case PasswordCheck.Busy:
                accounts.Undo(counted);
                return new PasswordEntry.Busy();
            case PasswordCheck.Wrong:
                return new PasswordEntry.Wrong();
            case PasswordCheck.RightButOld:
                var hash = await hashing.HashAsync(attempt.Password, ct);
                await table.ChangeAsync(person!.Id, name: null, hash, ct);
                break;
        }

        accounts.Succeed(counted);
        return new PasswordEntry.Entered(person!.Id);
    }

    /// <summary>The account, where the browser is one in which its owner has signed in before.</summary>
    private async Task<PersonDetails?> FindKnownAsync(PasswordTry attempt, CancellationToken ct) =>
        attempt.Browser is { } browser && await table.FindByEmailAsync(attempt.Email, ct) is { } details
        && details.PersonId == browser.PersonId
            ? details
            : null;
}
