using System.Runtime.InteropServices;

namespace Dashboard.Postgres;

/// <summary>The system calls that .NET does not offer.</summary>
internal static partial class Posix
{
    /// <summary>Ask a PostgreSQL server for a fast shutdown: disconnect everyone, write a checkpoint, end.</summary>
    public const int SigInt = 2;

    /// <summary>Ask a PostgreSQL server to end at once; it recovers from its log at the next start.</summary>
    public const int SigQuit = 3;

    /// <summary>Sends a signal. False where there is no such process any more.</summary>
    public static bool Kill(int pid, int signal) => kill(pid, signal) == 0;

    /// <summary>Gives a file or folder (not what a link points at) to another user.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void ChangeOwner(string path, int userId, int groupId)
    {
        if (lchown(path, userId, groupId) != 0)
        {
            throw new IOException(
                $"Cannot give '{path}' to user {userId}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, int userId, int groupId);
}
