namespace Modbus;

/// <summary>Where a property is in a device: the <c>configData</c> of its visitors.</summary>
internal sealed record RegisterSettings
{
    /// <summary><c>CoilRegister</c>, <c>DiscreteInputRegister</c>, <c>HoldingRegister</c> or <c>InputRegister</c>.</summary>
    public required string Register { get; init; }

    // Set, not init: JSON that is read without reflection leaves the defaults below alone only then.

    /// <summary>The address of the first register.</summary>
    public ushort Offset { get; set; }

    /// <summary>How many registers hold the value: 1, 2 or 4.</summary>
    public ushort Limit { get; set; } = 1;

    /// <summary>What the number in the registers is multiplied with.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Whether the lowest register comes first.</summary>
    public bool IsRegisterSwap { get; set; }
}
