using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Storage;

internal sealed partial class StoreLoader
{
    private static partial class Log
    {
        [LoggerMessage(
            6651,
            LogLevel.Information,
            "Loaded {Sessions} sessions with {Messages} messages and {Retained} retained messages; removed {Useless} records",
            EventName = nameof(Loaded))]
        public static partial void Loaded(ILogger logger, int sessions, int messages, int retained, int useless);
    }
}
