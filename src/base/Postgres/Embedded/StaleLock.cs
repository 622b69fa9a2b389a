using System.Globalization;

namespace Dashboard.Postgres;

/// <summary>
/// Removes the lock files, of the folder and of the socket, that nobody holds but PostgreSQL believes in: it only asks
/// whether <em>some</em> process has the number, which is also true for a zombie that nobody reaps and, in a container, for a
/// stranger that got the same small number.
/// </summary>
internal static class StaleLock
{
    /// <summary>True where they were removed: their process is no server of this folder, and no former child of one is left.</summary>
    public static bool TryRemove(ServerFolder folder)
    {
        var cluster = folder.Cluster;
        if (PostmasterFile.Read(cluster) is not { } file
            || PostmasterFile.IsServerOf(file.ProcessId, cluster)
            || file.SharedMemoryId is not { } memory
            || IsAttached(memory))
        {
            return false;
        }

        // The socket's first: without the folder's this would not look again.
        File.Delete(folder.SocketLockFile);
        File.Delete(Path.Combine(cluster, "postmaster.pid"));
        return true;
    }

    // Columns: key shmid perms size cpid lpid nattch … Children of a killed server stay attached until they end.
    private static bool IsAttached(long memoryId)
    {
        foreach (var line in File.ReadLines("/proc/sysvipc/shm").Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 6 && columns[1] == memoryId.ToString(CultureInfo.InvariantCulture))
            {
                return columns[6] != "0";
            }
        }

        return false;
    }
}
