using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Answers;

/// <summary>Writes server-sent events of our own among those of providers.</summary>
internal static class EventStream
{
    /// <summary>What every stream's answer says, so that nobody keeps it back.</summary>
    public static void Begin(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        response.Headers["x-accel-buffering"] = "no";
    }

    /// <summary>An event with the data, which may have several lines.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="isNamedError">Whether it is an error of an interface whose events have names.</param>
    /// <param name="data">JSON.</param>
    public static void Write(PipeWriter writer, bool isNamedError, ReadOnlySpan<byte> data)
    {
        if (isNamedError)
        {
            writer.Write("event: error\n"u8);
        }

        foreach (var line in data.Split((byte)'\n'))
        {
            writer.Write("data: "u8);
            writer.Write(data[line].TrimEnd((byte)'\r'));
            writer.Write("\n"u8);
        }

        writer.Write("\n"u8);
    }
}
