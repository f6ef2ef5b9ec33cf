extension GameStatistics {
  /// Statistics of the real train split.
  public static let fitted = GameStatistics(table: fittedTable)

  private static let fittedTable = """
    """
}
