using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

internal sealed partial class BrokerLane
{
    private static partial class Log
    {
        [LoggerMessage(7101, LogLevel.Information, "The connection to the {Broker} broker for {Duty} is made anew")]
        public static partial void Renewed(ILogger logger, string broker, LaneDuty duty);

        [LoggerMessage(7102, LogLevel.Error, "The connection to the {Broker} broker for {Duty} has failed")]
        public static partial void Failed(ILogger logger, Exception fault, string broker, LaneDuty duty);
    }
}
