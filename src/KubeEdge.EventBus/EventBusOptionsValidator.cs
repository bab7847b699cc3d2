using KubeEdge.EventBus.Brokers;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus;

/// <summary>Checks the options at start; every fault is named, not only the first.</summary>
internal sealed class EventBusOptionsValidator : IValidateOptions<EventBusOptions>
{
    private const long Million = 1_000_000;

    // What the broker can queue for one client, each message under an identifier of its own.
    private const long MostQueued = 60_000;
    private static readonly string[] _listening = ["tcp", "mqtt", "ssl", "mqtts"];
    private static readonly string[] _dialling = ["tcp", "mqtt", "ssl", "mqtts", "ws", "wss"];

    public ValidateOptionsResult Validate(string? name, EventBusOptions options)
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(options.Mode))
        {
            faults.Add($"EventBus: {nameof(options.Mode)} is {options.Mode}; it must be Internal, Both or External.");
        }

        if (options.Mode != EventBusMode.External)
        {
            Check(options.Internal.Server, "Internal.Server", _listening, faults);
            Check(options.Internal, faults);
        }

        if (options.Mode != EventBusMode.Internal)
        {
            Check(options.External.Server, "External.Server", _dialling, faults);
            if (options.External.CertificateFile is null != options.External.KeyFile is null)
            {
                faults.Add("EventBus: External.CertificateFile and External.KeyFile belong together; one of them is not set.");
            }
        }

        Check(options.Internal.SessionQueueSize, "Internal.SessionQueueSize", 1, MostQueued, faults);
        Check(options.MaximumSubscriptions, nameof(options.MaximumSubscriptions), 0, Million / 10, faults);
        Check(options.Uploads.MaximumMessages, "Uploads.MaximumMessages", 1, long.MaxValue, faults);
        Check(options.Uploads.MaximumBytes, "Uploads.MaximumBytes", 1024, long.MaxValue, faults);
        Check(options.Uploads.MaximumAttempts, "Uploads.MaximumAttempts", 1, int.MaxValue, faults);
        Check(options.Uploads.ConfirmationTimeout, "Uploads.ConfirmationTimeout", TimeSpan.FromHours(1), faults);
        Check((long)options.Uploads.MinimumAttemptTime.TotalSeconds, "Uploads.MinimumAttemptTime", 0, 24 * 60 * 60, faults);
        Check(options.Uploads.MaximumDeadLetters, "Uploads.MaximumDeadLetters", 0, long.MaxValue, faults);
        Check(options.Uploads.MaximumDeadLetterBytes, "Uploads.MaximumDeadLetterBytes", 0, long.MaxValue, faults);
        Check(options.Publishing.MaximumMessages, "Publishing.MaximumMessages", 1, Million, faults);
        Check(options.Publishing.MaximumBytes, "Publishing.MaximumBytes", 1024, long.MaxValue, faults);
        Check(options.Publishing.AcknowledgeTimeout, "Publishing.AcknowledgeTimeout", TimeSpan.FromHours(1), faults);
        Check(options.TwinTimeout, nameof(options.TwinTimeout), TimeSpan.FromMinutes(10), faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(Uri? value, string name, string[] schemes, List<string> faults)
    {
        if (value is not { IsAbsoluteUri: true, Host.Length: > 0 } || Array.IndexOf(schemes, value.Scheme) < 0)
        {
            faults.Add($"EventBus: {name} is \"{value}\"; it must be an address with scheme {string.Join(", ", schemes)}.");
        }
    }

    // Whoever names a certificate must not be served without TLS.
    private static void Check(InternalBrokerOptions options, List<string> faults)
    {
        var isTls = options.Server is { IsAbsoluteUri: true } server && ListenerTls.IsAskedFor(server);
        if (isTls && (options.CertificateFile is null || options.KeyFile is null))
        {
            faults.Add("EventBus: Internal.CertificateFile and Internal.KeyFile are needed, because Internal.Server asks for TLS.");
        }

        if (!isTls && (options.CertificateFile ?? options.KeyFile ?? options.ClientCaFile) is not null)
        {
            faults.Add("EventBus: Internal.CertificateFile, Internal.KeyFile or Internal.ClientCaFile is set, but Internal.Server has no TLS.");
        }
    }

    private static void Check(long value, string name, long lowest, long highest, List<string> faults)
    {
        if (value < lowest || value > highest)
        {
            faults.Add($"EventBus: {name} is {value}; it must lie between {lowest} and {highest}.");
        }
    }

    private static void Check(TimeSpan value, string name, TimeSpan highest, List<string> faults)
    {
        if (value < TimeSpan.FromSeconds(1) || value > highest)
        {
            faults.Add($"EventBus: {name} is {value}; it must lie between {TimeSpan.FromSeconds(1)} and {highest}.");
        }
    }
}
