using System.Buffers.Binary;
using Dashboard.Access.Passwords;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

public sealed class PasswordHashingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The format of ASP.NET Core Identity, version 3: a marker, then function, iterations and length of the salt as
    // big-endian numbers of 32 bits.
    [Fact]
    public async Task The_work_is_what_is_asked_for_today()
    {
        var hashing = new PasswordHashing(PasswordHashing.Iterations);

        var hash = Convert.FromBase64String(await hashing.HashAsync("correct horse battery", Cancel));

        const uint HmacSha512 = 2;
        Assert.Equal(1, hash[0]);
        Assert.Equal(HmacSha512, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)) >= 16);
    }

    [Fact]
    public async Task A_password_opens_its_own_hash_only()
    {
        var hashing = new PasswordHashing(iterations: 1);
        var hash = await hashing.HashAsync("correct horse battery", Cancel);

        Assert.Equal(PasswordCheck.Right, await hashing.CheckAsync(hash, "correct horse battery", Cancel));
        Assert.Equal(PasswordCheck.Wrong, await hashing.CheckAsync(hash, "correct horse batterY", Cancel));
        Assert.NotEqual(hash, await hashing.HashAsync("correct horse battery", Cancel));
    }

    [Fact]
    public async Task Without_a_hash_every_password_is_wrong()
    {
        var hashing = new PasswordHashing(iterations: 1);

        Assert.Equal(PasswordCheck.Wrong, await hashing.CheckAsync(hash: null, "", Cancel));
        Assert.Equal(PasswordCheck.Wrong, await hashing.CheckAsync(hash: null, "correct horse battery", Cancel));
    }

    [Fact]
    public async Task A_hash_of_less_work_is_right_but_old()
    {
        var former = new PasswordHashing(iterations: 1);
        var hashing = new PasswordHashing(iterations: 2);
        var hash = await former.HashAsync("correct horse battery", Cancel);

        Assert.Equal(PasswordCheck.RightButOld, await hashing.CheckAsync(hash, "correct horse battery", Cancel));
    }
}
