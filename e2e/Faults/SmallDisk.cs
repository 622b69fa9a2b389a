using System.Diagnostics;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>A file system of a few hundred megabytes, in memory.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const long Megabyte = 1 << 20;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Skips the test where file systems cannot be mounted.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes, CancellationToken ct)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount a small file system.");
        var folder = Directory.CreateTempSubdirectory("dashboard-e2e-disk-").FullName;
        if (await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder], ct) != 0)
        {
            Directory.Delete(folder);
            Assert.Skip("No file system can be mounted here.");
        }

        return new SmallDisk(folder);
    }

    /// <summary>Leaves so many megabytes free.</summary>
    public void FillUpTo(int freeMegabytes)
    {
        var free = new DriveInfo(Folder).AvailableFreeSpace - (freeMegabytes * Megabyte);
        using var file = new FileStream(Ballast, FileMode.Append);
        var block = new byte[Megabyte];
        for (; free > 0; free -= block.Length)
        {
            file.Write(block);
        }
    }

    /// <summary>Takes the filling away again.</summary>
    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        // The server's last files may be in use for a moment longer: lazily.
        await RunAsync("umount", ["-l", Folder], CancellationToken.None);
        Directory.Delete(Folder);
    }

    private static async Task<int> RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }
}
