using System.Net;
using System.Security.Cryptography;
using Dashboard.Access.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Access.Passwords;

/// <summary>
/// Hashes and checks passwords: PBKDF2 with HMAC-SHA512, a salt of its own each, and as many iterations as OWASP's
/// Password Storage Cheat Sheet asks for. That costs a tenth of a second of a core, so only some are worked on at a
/// time (<see cref="HashTurns"/>): whoever guesses in parallel waits, the rest of the console and others who sign in do
/// not.
/// </summary>
internal sealed class PasswordHashing(int iterations)
{
    public const int Iterations = 210_000;

    private readonly PasswordHasher<PersonDetails> _hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    private readonly HashTurns _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private string? _nobodys;

    /// <summary>Hashes the password of somebody who has shown who they are.</summary>
    public Task<string> HashAsync(string password, CancellationToken ct) =>
        WorkAsync(() => _hasher.HashPassword(null!, password), _turns.TryEnter(address: null, ct)!, ct);

    /// <summary>Like the other, for people who are known.</summary>
    public Task<PasswordCheck> CheckAsync(string? hash, string password, CancellationToken ct) =>
        CheckAsync(hash, password, stranger: null, ct);

    /// <summary>
    /// Compares a password with a hash. Without a hash (no such account, or one without a password) the same work is
    /// done, so that the time of an answer does not tell which accounts there are.
    /// </summary>
    /// <param name="hash">Of the account's password; null where there is none.</param>
    /// <param name="password">As somebody gave it.</param>
    /// <param name="stranger">Where a stranger's try comes from; null for people who are known.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PasswordCheck> CheckAsync(
        string? hash, string password, IPAddress? stranger, CancellationToken ct) =>
        _turns.TryEnter(stranger, ct) is { } turn
            ? await WorkAsync(() => Check(hash, password), turn, ct)
            : PasswordCheck.Busy;

    private PasswordCheck Check(string? hash, string password) =>
        (_hasher.VerifyHashedPassword(null!, hash ?? Nobodys(), password), hash) switch
        {
            (_, null) => PasswordCheck.Wrong,
            (PasswordVerificationResult.Success, _) => PasswordCheck.Right,
            (PasswordVerificationResult.SuccessRehashNeeded, _) => PasswordCheck.RightButOld,
            _ => PasswordCheck.Wrong,
        };

    private string Nobodys() =>
        _nobodys ??= _hasher.HashPassword(null!, RandomNumberGenerator.GetHexString(32));

    private async Task<T> WorkAsync<T>(Func<T> work, Task turn, CancellationToken ct)
    {
        await turn;
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _turns.Release();
        }
    }
}
