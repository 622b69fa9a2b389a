namespace Dashboard.Postgres;

/// <summary>The settings that every start passes, so that the files of the cluster stay as initdb wrote them.</summary>
internal static class ServerSettings
{
    public static IReadOnlyList<string> For(EmbeddedServerOptions options, ServerFolder folder)
    {
        var cacheKilobytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / 1024;
        List<string> settings =
        [
            // Reachable through its socket alone; the bundled OpenSSL is too old to face a network.
            "listen_addresses=",
            $"unix_socket_directories={folder.SocketFolder}",
            "unix_socket_permissions=0700",
            "password_encryption=scram-sha-256",
            "timezone=UTC",
            "log_timezone=UTC",
            "max_connections=100",
            $"shared_buffers={options.SharedBuffers}",
            $"effective_cache_size={cacheKilobytes}kB",
            "work_mem=16MB",
            "maintenance_work_mem=256MB",
            "random_page_cost=1.1",
            "max_wal_size=2GB",
            "checkpoint_timeout=15min",
            "wal_compression=pglz",
            "jit=off",
            // Its own files: the console that started it may be gone, and the log is wanted then most of all.
            "logging_collector=on",
            $"log_directory={folder.Log}",
            "log_filename=postgresql-%a.log",
            "log_rotation_age=1d",
            "log_rotation_size=0",
            "log_truncate_on_rotation=on",
            "log_line_prefix=%m [%p] ",
            // Statements and rejected rows may hold prompts and answers, which never belong into a log.
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
        ];
        if (!options.Durable)
        {
            settings.AddRange(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        }

        return settings;
    }
}
