using System.Runtime.Versioning;
using Dashboard.Deployments.Away;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Deployments.Tests.Away;

public sealed class KeptFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-kept-");

    private string Kept => Path.Combine(_folder.FullName, "sub", "kept.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void What_was_written_is_read_by_the_next_process_and_only_its_user_may_read_it()
    {
        Assert.True(File(Kept).TryWrite(() => ["a", "b"]));

        Assert.Equal(["a", "b"], File(Kept).Read()!);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Kept));
        Assert.Equal([Kept], Directory.GetFiles(Path.GetDirectoryName(Kept)!));
    }

    [Fact]
    public void A_file_that_is_not_there_is_nothing() => Assert.Null(File(Kept).Read());

    [Fact]
    public void A_file_that_cannot_be_read_is_put_aside_for_a_person_to_look_at()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
        System.IO.File.WriteAllText(Kept, "[\"half");

        Assert.Null(File(Kept).Read());
        Assert.Equal("[\"half", System.IO.File.ReadAllText(Kept + ".unreadable"));
        Assert.False(Path.Exists(Kept));
    }

    [Fact]
    public void A_disk_that_refuses_is_said_and_throws_nothing()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "sub"), "in the way");

        Assert.False(File(Kept).TryWrite(() => ["a"]));
    }

    private static KeptFile<string[]> File(string path) => new(path, NullLogger.Instance);
}
