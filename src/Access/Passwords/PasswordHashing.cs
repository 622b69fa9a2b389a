using System.Security.Cryptography;
using Dashboard.Access.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Access.Passwords;

/// <summary>
/// Hashes and checks passwords: PBKDF2 with HMAC-SHA512, a salt of its own each, and as many iterations as OWASP's
/// Password Storage Cheat Sheet asks for. That costs a tenth of a second of a core, so only some are worked on at a
/// time: whoever guesses in parallel waits, the rest of the console does not.
/// </summary>
internal sealed class PasswordHashing(int iterations) : IDisposable
{
    public const int Iterations = 210_000;

    private readonly PasswordHasher<PersonDetails> _hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private string? _nobodys;

    public Task<string> HashAsync(string password, CancellationToken ct) =>
        WorkAsync(() => _hasher.HashPassword(null!, password), ct);

    /// <summary>
    /// Compares a password with a hash. Without a hash (no such account, or one without a password) the same work is
    /// done, so that the time of an answer does not tell which accounts there are.
    /// </summary>
    public Task<PasswordCheck> CheckAsync(string? hash, string password, CancellationToken ct) => WorkAsync(
        () => (_hasher.VerifyHashedPassword(null!, hash ?? Nobodys(), password), hash) switch
        {
            (_, null) => PasswordCheck.Wrong,
            (PasswordVerificationResult.Success, _) => PasswordCheck.Right,
            (PasswordVerificationResult.SuccessRehashNeeded, _) => PasswordCheck.RightButOld,
            _ => PasswordCheck.Wrong,
        },
        ct);

    public void Dispose() => _turns.Dispose();

    private string Nobodys() =>
        _nobodys ??= _hasher.HashPassword(null!, RandomNumberGenerator.GetHexString(32));

    private async Task<T> WorkAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
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
