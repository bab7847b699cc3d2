using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin;

/// <summary>Checks the options at start; every fault is named, not only the first.</summary>
internal sealed class DeviceTwinOptionsValidator : IValidateOptions<DeviceTwinOptions>
{
    public ValidateOptionsResult Validate(string? name, DeviceTwinOptions options)
    {
        var faults = new List<string>();
        Check(options.MaximumDevices, nameof(options.MaximumDevices), 1, 100_000, faults);
        Check(options.MaximumTwins, nameof(options.MaximumTwins), 1, 10_000, faults);
        Check(options.MaximumBatch, nameof(options.MaximumBatch), 1, 10_000, faults);
        Check(options.StoreAttempts, nameof(options.StoreAttempts), 1, 100, faults);
        var minute = TimeSpan.FromMinutes(1);
        Check(options.PublishTimeout, nameof(options.PublishTimeout), TimeSpan.Zero, minute, faults);
        Check(options.ResendDelay, nameof(options.ResendDelay), TimeSpan.FromMilliseconds(100), minute, faults);
        Check(options.MaximumResendDelay, nameof(options.MaximumResendDelay), options.ResendDelay, TimeSpan.FromHours(1), faults);
        foreach (var device in options.LocalDevices)
        {
            if (!DeviceId.TryParse(device, out _))
            {
                faults.Add($"DeviceTwin: {nameof(options.LocalDevices)} has '{device}'; it must be name or namespace/name.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check<T>(T value, string name, T lowest, T highest, List<string> faults)
        where T : IComparable<T>
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
        {
            faults.Add($"DeviceTwin: {name} is {value}; it must lie between {lowest} and {highest}.");
        }
    }
}
