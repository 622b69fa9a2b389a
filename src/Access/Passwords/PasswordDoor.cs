using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Access.Authentication;
using Dashboard.Access.People;

namespace Dashboard.Access.Passwords;

/// <summary>Finds out whose an address and a password are.</summary>
internal sealed class PasswordDoor(
    PersonTable table, PersonBook book, PasswordHashing hashing, AccountAttempts accounts, FailedAttempts addresses)
{
    public async Task<PasswordEntry> TryAsync(string email, string password, IPAddress? from, CancellationToken ct)
    {
        var account = PersonRules.EmailKey(email);
        if ((addresses.WaitOf(from) ?? accounts.Begin(account)) is { } wait)
        {
            return new PasswordEntry.TooMany(wait);
        }

        var details = await table.FindByEmailAsync(email, ct);
        // Whoever has no password is not looked up further, so that invited and unknown addresses take the same time.
        var person = details?.PasswordHash is null ? null : await book.FindAsync(details.PersonId, ct);
        switch (await hashing.CheckAsync(person is null ? null : details!.PasswordHash, password, ct))
        {
            case PasswordCheck.Wrong:
                var tried = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{password}"));
                return addresses.Add(from, tried) is { } pause
                    ? new PasswordEntry.TooMany(pause)
                    : new PasswordEntry.Wrong();
            case PasswordCheck.RightButOld:
                await table.ChangeAsync(person!.Id, name: null, await hashing.HashAsync(password, ct), ct);
                break;
        }

        accounts.Succeed(account);
        return new PasswordEntry.Entered(person!.Id);
    }
}
