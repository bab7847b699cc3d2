namespace KubeEdge.Mappers;

/// <summary>The configuration of a device or property is not what its driver needs. The message says which member, and what it is.</summary>
public sealed class DeviceConfigurationException : Exception
{
    /// <summary>Without a word.</summary>
    public DeviceConfigurationException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public DeviceConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong, and why.</summary>
    public DeviceConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
