# Writes CORSAGE_SERVICE, a unit of systemd that runs CORSAGE_PROGRAM.
configure_file(${CMAKE_CURRENT_LIST_DIR}/corsage.service.in ${CORSAGE_SERVICE} @ONLY)
